// The names that an export of the profile uses (docs/formats.md).
#ifndef NEARSHELF_SDK_ENGINE_EXPORT_FORMAT_H_
#define NEARSHELF_SDK_ENGINE_EXPORT_FORMAT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nearshelf::engine {

inline constexpr std::string_view kExportFormat = "nearshelf-profile";
inline constexpr int64_t kExportVersion = 2;
inline constexpr size_t kMaxImportBytes = size_t{64} << 20;

// By store::EventKind; the first stands for no kind.
inline constexpr std::array<std::string_view, 9> kEventKindNames = {
    "", "view", "click", "add_to_cart", "remove_from_cart", "purchase", "search", "rating", "impression"};

// By bit of privacy::Purpose.
inline constexpr std::array<std::string_view, 3> kPurposeNames = {"personalization", "measurement",
                                                                  "model_improvement"};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_EXPORT_FORMAT_H_
