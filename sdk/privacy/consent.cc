#include "sdk/privacy/consent.h"

#include <algorithm>

namespace nearshelf::privacy {
namespace {

constexpr size_t kMaxPolicyVersionBytes = 64;

bool may_be_in_a_version(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._:-").find(c) != std::string_view::npos;
}

}  // namespace

Status validate(const Decision& decision) {
  if ((decision.granted & ~kAllPurposes) != 0) return invalid_argument("has a bit of no purpose", "consent.granted");
  const std::string& version = decision.policy_version;
  if (version.empty() || version.size() > kMaxPolicyVersionBytes ||
      !std::all_of(version.begin(), version.end(), may_be_in_a_version)) {
    return invalid_argument("not 1 to 64 of A-Z a-z 0-9 . _ : -", "consent.policy_version");
  }
  if (decision.time_ms < 0 || decision.time_ms > kMaxTimeMs) {
    return invalid_argument("not between 1970 and the year 9999", "consent.time_ms");
  }
  return ok_status();
}

uint32_t effective_purposes(const Decision& decision, uint32_t gpc_denies) {
  return decision.granted & ~(decision.global_privacy_control ? gpc_denies : 0u) & kAllPurposes;
}

}  // namespace nearshelf::privacy
