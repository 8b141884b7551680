#include "server_sync/server/store/digest.h"

#include <sodium.h>

namespace nearshelf::server {

protocol::Bytes32 sha256(std::string_view first, std::string_view second) {
  static_assert(crypto_hash_sha256_BYTES == sizeof(protocol::Bytes32));
  protocol::Bytes32 digest;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const std::string_view part : {first, second}) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  crypto_hash_sha256_final(&state, digest.data());
  return digest;
}

std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace nearshelf::server
