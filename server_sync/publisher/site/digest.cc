#include "server_sync/publisher/site/digest.h"

#include <sodium.h>

namespace nearshelf::site {

Sha256 sha256(std::span<const uint8_t> bytes) {
  static_assert(crypto_hash_sha256_BYTES == sizeof(Sha256));
  Sha256 digest;
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return digest;
}

std::string hex(const Sha256& digest) {
  std::string text(2 * digest.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();  // the NUL
  return text;
}

std::optional<Sha256> parse_hex(std::string_view text) {
  Sha256 digest;
  size_t length = 0;
  if (text.size() != 2 * digest.size() ||
      sodium_hex2bin(digest.data(), digest.size(), text.data(), text.size(), nullptr, &length, nullptr) != 0) {
    return std::nullopt;
  }
  return length == digest.size() ? std::optional(digest) : std::nullopt;
}

std::string short_name(const Sha256& digest) { return hex(digest).substr(0, 16); }

std::string integrity(const Sha256& digest) {
  std::string text(sodium_base64_encoded_len(sizeof(Sha256), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the NUL
  return "sha256-" + text;
}

}  // namespace nearshelf::site
