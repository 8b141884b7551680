#include "sdk/platform/native/sodium_sealer.h"

#include <sodium.h>

#include <algorithm>

namespace nearshelf::platform {
namespace {

constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(kNonceBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES == kSealBytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

}  // namespace

SodiumSealer::SodiumSealer(std::span<const uint8_t, 32> key) { std::copy(key.begin(), key.end(), key_.begin()); }

SodiumSealer::~SodiumSealer() { sodium_memzero(key_.data(), key_.size()); }

Seal SodiumSealer::seal(std::span<const uint8_t> context, std::span<uint8_t> text) {
  Seal seal;
  randombytes_buf(seal.data(), kNonceBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt_detached(text.data(), seal.data() + kNonceBytes, nullptr, text.data(),
                                                      text.size(), context.data(), context.size(), nullptr, seal.data(),
                                                      key_.data());
  return seal;
}

bool SodiumSealer::unseal(std::span<const uint8_t> context, const Seal& seal, std::span<uint8_t> text) {
  return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(text.data(), nullptr, text.data(), text.size(),
                                                             seal.data() + kNonceBytes, context.data(), context.size(),
                                                             seal.data(), key_.data()) == 0;
}

}  // namespace nearshelf::platform
