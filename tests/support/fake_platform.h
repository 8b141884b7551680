// A clock and random bytes that tests decide; hashes and files are the real ones.
#ifndef NEARSHELF_TESTS_SUPPORT_FAKE_PLATFORM_H_
#define NEARSHELF_TESTS_SUPPORT_FAKE_PLATFORM_H_

#include <algorithm>

#include "sdk/platform/native/native_platform.h"

namespace nearshelf::testing {

class FakeClock final : public platform::Clock {
 public:
  TimeMs now_ms() override { return now; }
  TimeMs now = 1'700'000'000'000;
};

// 1, 1, 1..., then 2, 2, 2...: every fill() differs from the others.
class FakeRandom final : public platform::Random {
 public:
  void fill(std::span<uint8_t> bytes) override { std::fill(bytes.begin(), bytes.end(), ++last); }
  uint8_t last = 0;
};

class FakePlatform {
 public:
  FakePlatform() : services_(platform::native_platform().value()) {
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
