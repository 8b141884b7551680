// Hashes and authenticated encryption, from libsodium natively and from the host elsewhere.
#ifndef NEARSHELF_SDK_PLATFORM_CRYPTO_H_
#define NEARSHELF_SDK_PLATFORM_CRYPTO_H_

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>

#include "sdk/platform/sealer.h"

namespace nearshelf::platform {

using Sha256 = std::array<uint8_t, 32>;

// Threads: every method may be called from any thread.
class Crypto {
 public:
  virtual ~Crypto() = default;
  virtual Sha256 sha256(std::span<const uint8_t> bytes) = 0;
  // Whether `bytes` have this hash. A host that cannot hash without waiting may answer true and look at them later.
  virtual bool has_sha256(std::span<const uint8_t> bytes, const Sha256& hash) { return sha256(bytes) == hash; }
  // Of the parts one after the other, at most a few hundred bytes in all: every host computes it at once.
  virtual Sha256 hmac_sha256(std::span<const uint8_t> key, std::initializer_list<std::span<const uint8_t>> parts) = 0;
  // Null where the host has no authenticated encryption.
  virtual std::unique_ptr<Sealer> make_sealer(std::span<const uint8_t, 32> key) = 0;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_CRYPTO_H_
