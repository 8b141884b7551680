// Files compressed once, as hard as it goes, so that a server never has to.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_COMPRESSION_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_COMPRESSION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"

namespace nearshelf::site {

enum class Encoding { kBrotli, kGzip };

inline constexpr Encoding kEncodings[] = {Encoding::kBrotli, Encoding::kGzip};

// ".br", ".gz": what servers look for beside a file.
std::string_view suffix_of(Encoding encoding);

// Brotli of quality 11 or gzip of level 9, the same bytes every time. Errors: kOutOfMemory.
Result<std::vector<uint8_t>> compress(std::span<const uint8_t> bytes, Encoding encoding);

// Empty where it saves less than a twentieth: the bytes then cost a device more in unpacking than they save. A quick
// try tells that before minutes go into a large file that does not compress.
Result<std::optional<std::vector<uint8_t>>> compress_if_it_pays(std::span<const uint8_t> bytes, Encoding encoding);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_COMPRESSION_H_
