// The services of the browser, over the imports.
#include <vector>

#include "sdk/platform/host.h"
#include "wasm/native/host_imports.h"

namespace nearshelf::platform {
namespace {

class HostClock final : public Clock {
 public:
  TimeMs now_ms() override { return static_cast<TimeMs>(nearshelf_now_ms()); }
};

class HostRandom final : public Random {
 public:
  void fill(std::span<uint8_t> bytes) override { nearshelf_random(bytes.data(), bytes.size()); }
};

class HostCrypto final : public Crypto {
 public:
  // All zero when the host has none, which no later has_sha256() takes for the hash of a model.
  Sha256 sha256(std::span<const uint8_t> bytes) override {
    Sha256 hash{};
    nearshelf_sha256(bytes.data(), bytes.size(), hash.data());
    return hash;
  }
  bool has_sha256(std::span<const uint8_t> bytes, const Sha256& hash) override {
    return nearshelf_has_sha256(bytes.data(), bytes.size(), hash.data()) != 0;
  }
  Sha256 hmac_sha256(std::span<const uint8_t> key, std::initializer_list<std::span<const uint8_t>> parts) override {
    std::vector<uint8_t> bytes;
    for (const std::span<const uint8_t> part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
    Sha256 code{};
    nearshelf_hmac_sha256(key.data(), key.size(), bytes.data(), bytes.size(), code.data());
    return code;
  }
  // What a browser keeps of an origin is sealed by the system, if by anything: a key would lie beside it.
  std::unique_ptr<Sealer> make_sealer(std::span<const uint8_t, 32>) override { return nullptr; }
};

// The database has its own way to its two files; there are no others.
class NoFiles final : public Files {
 public:
  Result<uint64_t> size(const std::string& path) override { return none(path); }
  Status read(const std::string& path, std::span<uint8_t>) override { return none(path); }
  Status rename(const std::string& from, const std::string&) override { return none(from); }

 private:
  static Status none(const std::string& path) { return Status(Code::kNotFound, "a browser has no files", path); }
};

}  // namespace

Result<Platform> host_platform() {
  static HostClock clock;
  static HostRandom random;
  static HostCrypto crypto;
  static NoFiles files;
  return Platform{&clock, &random, &crypto, &files};
}

void release_unused_memory() {}  // a module's memory never shrinks

}  // namespace nearshelf::platform
