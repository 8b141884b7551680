#include "sdk/platform/native/native_platform.h"

#include <sodium.h>

#include <chrono>

#include "sdk/platform/host.h"
#include "sdk/platform/native/sodium_sealer.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace nearshelf::platform {

TimeMs SystemClock::now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void SodiumRandom::fill(std::span<uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

Sha256 SodiumCrypto::sha256(std::span<const uint8_t> bytes) {
  static_assert(crypto_hash_sha256_BYTES == sizeof(Sha256));
  Sha256 hash;
  crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  return hash;
}

Sha256 SodiumCrypto::hmac_sha256(std::span<const uint8_t> key, std::initializer_list<std::span<const uint8_t>> parts) {
  static_assert(crypto_auth_hmacsha256_BYTES == sizeof(Sha256));
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  for (const std::span<const uint8_t> part : parts) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
  Sha256 code;
  crypto_auth_hmacsha256_final(&state, code.data());
  sodium_memzero(&state, sizeof(state));
  return code;
}

std::unique_ptr<Sealer> SodiumCrypto::make_sealer(std::span<const uint8_t, 32> key) {
  return std::make_unique<SodiumSealer>(key);
}

Result<Platform> host_platform() {
  static const bool sodium_ready = sodium_init() >= 0;
  if (!sodium_ready) return internal_error("libsodium could not be initialised: no random source");
  static SystemClock clock;
  static SodiumRandom random;
  static SodiumCrypto crypto;
  static PosixFiles files;
  return Platform{&clock, &random, &crypto, &files};
}

void release_unused_memory() {
#if defined(__GLIBC__)
  ::malloc_trim(0);
#endif
}

}  // namespace nearshelf::platform
