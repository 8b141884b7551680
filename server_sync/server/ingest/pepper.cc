#include "server_sync/server/ingest/pepper.h"

#include <sodium.h>

#include "server_sync/server/ingest/key_file.h"

namespace nearshelf::server {

Pepper::~Pepper() { sodium_memzero(key_.data(), key_.size()); }

Result<Pepper> Pepper::open(const std::string& path) {
  NEARSHELF_ASSIGN_OR_RETURN(Bytes32 key, load_or_make_key(path, "pepper"));
  Pepper pepper(key);
  sodium_memzero(key.data(), key.size());
  return pepper;
}

Bytes32 Pepper::apply(std::string_view tenant, const Bytes32& pseudonym) const {
  static_assert(crypto_auth_hmacsha256_BYTES == sizeof(Bytes32));
  static constexpr uint8_t kEnd = 0;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key_.data(), key_.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const uint8_t*>(tenant.data()), tenant.size());
  crypto_auth_hmacsha256_update(&state, &kEnd, 1);
  crypto_auth_hmacsha256_update(&state, pseudonym.data(), pseudonym.size());
  Bytes32 hash;
  crypto_auth_hmacsha256_final(&state, hash.data());
  sodium_memzero(&state, sizeof(state));
  return hash;
}

}  // namespace nearshelf::server
