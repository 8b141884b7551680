// What a shopper may agree to, and what of it holds. docs/how-sync-works.md has the rules.
#ifndef NEARSHELF_SDK_PRIVACY_CONSENT_H_
#define NEARSHELF_SDK_PRIVACY_CONSENT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/base/time.h"

namespace nearshelf::privacy {

// Bits. Numbers are part of the ABI, of the database and of what is sent.
enum Purpose : uint32_t {
  kPersonalization = 1,
  kMeasurement = 2,
  kModelImprovement = 4,
};
inline constexpr uint32_t kAllPurposes = 7;

struct Decision {
  uint32_t granted = 0;  // Purpose bits
  bool global_privacy_control = false;
  std::string policy_version;  // 1 to 64 of A-Z a-z 0-9 . _ : -
  TimeMs time_ms = 0;
};

// Errors: kInvalidArgument with the field, "consent.<field>".
Status validate(const Decision& decision);

// What was granted, less what the shop says Global Privacy Control is a no to.
uint32_t effective_purposes(const Decision& decision, uint32_t gpc_denies);

}  // namespace nearshelf::privacy

#endif  // NEARSHELF_SDK_PRIVACY_CONSENT_H_
