// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with random nonces, whose 192 bits never come twice.
#ifndef NEARSHELF_SDK_PLATFORM_NATIVE_SODIUM_SEALER_H_
#define NEARSHELF_SDK_PLATFORM_NATIVE_SODIUM_SEALER_H_

#include <array>

#include "sdk/platform/sealer.h"

namespace nearshelf::platform {

class SodiumSealer final : public Sealer {
 public:
  explicit SodiumSealer(std::span<const uint8_t, 32> key);
  SodiumSealer(const SodiumSealer&) = delete;
  SodiumSealer& operator=(const SodiumSealer&) = delete;
  ~SodiumSealer() override;  // overwrites the key

  Seal seal(std::span<const uint8_t> context, std::span<uint8_t> text) override;
  bool unseal(std::span<const uint8_t> context, const Seal& seal, std::span<uint8_t> text) override;

 private:
  std::array<uint8_t, 32> key_;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_NATIVE_SODIUM_SEALER_H_
