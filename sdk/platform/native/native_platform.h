// The services of a POSIX system and libsodium.
#ifndef NEARSHELF_SDK_PLATFORM_NATIVE_NATIVE_PLATFORM_H_
#define NEARSHELF_SDK_PLATFORM_NATIVE_NATIVE_PLATFORM_H_

#include "sdk/base/status.h"
#include "sdk/platform/platform.h"

namespace nearshelf::platform {

class SystemClock final : public Clock {
 public:
  TimeMs now_ms() override;
};

// libsodium must have been initialised: host_platform() (sdk/platform/host.h) does.
class SodiumRandom final : public Random {
 public:
  void fill(std::span<uint8_t> bytes) override;
};

class SodiumCrypto final : public Crypto {
 public:
  Sha256 sha256(std::span<const uint8_t> bytes) override;
  Sha256 hmac_sha256(std::span<const uint8_t> key, std::initializer_list<std::span<const uint8_t>> parts) override;
  std::unique_ptr<Sealer> make_sealer(std::span<const uint8_t, 32> key) override;
};

class PosixFiles final : public Files {
 public:
  Result<uint64_t> size(const std::string& path) override;
  Status read(const std::string& path, std::span<uint8_t> bytes) override;
  Status rename(const std::string& from, const std::string& to) override;
};

}  // namespace nearshelf::platform

#endif  // NEARSHELF_SDK_PLATFORM_NATIVE_NATIVE_PLATFORM_H_
