#include "sdk/privacy/consent.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

void nsh_consent_init(nsh_consent* consent) {
  *consent = nsh_consent{};
  consent->struct_size = sizeof(*consent);
}

nsh_status nsh_shelf_set_consent(nsh_shelf* shelf, const nsh_consent* consent, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_input(consent, "consent"));
    privacy::Decision decision;
    decision.granted = consent->granted;
    decision.global_privacy_control = consent->global_privacy_control != 0;
    NEARSHELF_RETURN_IF_ERROR(read_string(consent->policy_version, "consent.policy_version", decision.policy_version));
    const std::optional<TimeMs> now;
    return shelf->shelf->set_consent(std::move(decision), consent->time_ms ? consent->time_ms : now);
  });
}

nsh_status nsh_shelf_get_consent(nsh_shelf* shelf, nsh_consent_info* info, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_output(info, "info"));
    const engine::ConsentInfo consent = shelf->shelf->consent();
    nsh_consent_info result = {};
    result.effective = consent.effective;
    if (const auto& decision = consent.decision) {
      result.decided = 1;
      result.granted = decision->granted;
      result.global_privacy_control = decision->global_privacy_control;
      result.time_ms = decision->time_ms;
      const std::string& version = decision->policy_version;  // at most 64 bytes: validated
      std::copy(version.begin(), version.end(), result.policy_version);
    }
    write_output(result, info);
    return ok_status();
  });
}

}  // extern "C"
