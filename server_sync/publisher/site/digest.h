// SHA-256 in the three spellings that publishing needs.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_DIGEST_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_DIGEST_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nearshelf::site {

using Sha256 = std::array<uint8_t, 32>;

Sha256 sha256(std::span<const uint8_t> bytes);

// 64 lower-case hexadecimal digits.
std::string hex(const Sha256& digest);
// Empty for anything but 64 hexadecimal digits.
std::optional<Sha256> parse_hex(std::string_view text);
// The part of it that names a file: the first 16 digits.
std::string short_name(const Sha256& digest);
// As subresource integrity wants it: "sha256-" and base64.
std::string integrity(const Sha256& digest);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_DIGEST_H_
