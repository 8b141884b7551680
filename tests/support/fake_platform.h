// A clock and random bytes that tests decide; hashes and files are the real ones.
#ifndef NEARSHELF_TESTS_SUPPORT_FAKE_PLATFORM_H_
#define NEARSHELF_TESTS_SUPPORT_FAKE_PLATFORM_H_

#include <cstdint>
#include <span>

#include "sdk/platform/host.h"

namespace nearshelf::testing {

class FakeClock final : public platform::Clock {
 public:
  TimeMs now_ms() override { return now; }
  TimeMs now = 1'700'000'000'000;
};

// Counts its calls and repeats the count as 8 little-endian bytes: every fill() differs from the others.
class FakeRandom final : public platform::Random {
 public:
  void fill(std::span<uint8_t> bytes) override {
    ++calls;
    for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(calls >> (8 * (i % 8)));
  }
  uint64_t calls = 0;
};

class FakePlatform {
 public:
  FakePlatform() : services_(platform::host_platform().value()) {
    services_.clock = &clock;
    services_.random = &random;
  }
  FakePlatform(const FakePlatform&) = delete;
  FakePlatform& operator=(const FakePlatform&) = delete;

  const platform::Platform& services() const { return services_; }

  FakeClock clock;
  FakeRandom random;

 private:
  platform::Platform services_;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_FAKE_PLATFORM_H_
