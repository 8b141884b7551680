// Authenticated encryption of what is kept on the device, from libsodium natively.
#ifndef NEARSHELF_SDK_PLATFORM_SEALER_H_
#define NEARSHELF_SDK_PLATFORM_SEALER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace nearshelf::platform {

// What tells a sealed text's authenticity, and the random nonce that it was sealed with.
inline constexpr size_t kSealBytes = 40;
using Seal = std::array<uint8_t, kSealBytes>;

// Holds one key. Threads: every method may be called from any thread.
class Sealer {
 public:
  virtual ~Sealer() = default;
  // Encrypts `text` in place, bound to `context`.
  virtual Seal seal(std::span<const uint8_t> context, std::span<uint8_t> text) = 0;
  // Decrypts it in place. False, and `text` is of no use any more: it is not what was sealed with this key in this
  // context.
  virtual bool unseal(std::span<const uint8_t> context, const Seal& seal, std::span<uint8_t> text) = 0;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_SEALER_H_
