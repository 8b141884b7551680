#include "server_sync/protocol/names.h"

#include <array>
#include <cstddef>

namespace nearshelf::protocol {
namespace {

constexpr std::array<std::string_view, 9> kKinds = {"",         "view",   "click",  "add_to_cart", "remove_from_cart",
                                                    "purchase", "search", "rating", "impression"};
constexpr std::array<std::string_view, 7> kVerdicts = {"stored",   "duplicate",  "quarantined", "conflict",
                                                       "rejected", "no_consent", "erased"};
constexpr std::array<std::string_view, 3> kPurposes = {"personalization", "measurement", "model_improvement"};

template <size_t N>
std::optional<size_t> find(const std::array<std::string_view, N>& names, std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (size_t i = 0; i < N; ++i) {
    if (names[i] == name) return i;
  }
  return std::nullopt;
}

}  // namespace

std::string_view kind_name(uint8_t kind) { return kind < kKinds.size() ? kKinds[kind] : std::string_view(); }

std::optional<uint8_t> kind_of(std::string_view name) {
  const auto index = find(kKinds, name);
  return index ? std::optional<uint8_t>(static_cast<uint8_t>(*index)) : std::nullopt;
}

std::string_view verdict_name(Verdict verdict) {
  const auto index = static_cast<size_t>(verdict);
  return index < kVerdicts.size() ? kVerdicts[index] : std::string_view();
}

std::optional<Verdict> verdict_of(std::string_view name) {
  const auto index = find(kVerdicts, name);
  return index ? std::optional<Verdict>(static_cast<Verdict>(*index)) : std::nullopt;
}

std::string_view purpose_name(uint8_t purpose) {
  for (size_t i = 0; i < kPurposes.size(); ++i) {
    if (purpose == 1u << i) return kPurposes[i];
  }
  return {};
}

std::optional<uint8_t> purpose_of(std::string_view name) {
  const auto index = find(kPurposes, name);
  return index ? std::optional<uint8_t>(static_cast<uint8_t>(1u << *index)) : std::nullopt;
}

std::vector<std::string_view> purpose_names(uint8_t purposes) {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < kPurposes.size(); ++i) {
    if (purposes & (1u << i)) names.push_back(kPurposes[i]);
  }
  return names;
}

}  // namespace nearshelf::protocol
