#include "sdk/privacy/consent.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"
#include "sdk/model/limits.h"

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

nsh_status nsh_shelf_export(nsh_shelf* shelf, nsh_buffer** json, size_t* json_size, nsh_error* error) {
  if (json) *json = nullptr;
  if (json_size) *json_size = 0;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(json, "json"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(json_size, "json_size"));
    NEARSHELF_ASSIGN_OR_RETURN(const std::string text, shelf->shelf->export_profile());
    if (text.size() > model::kMaxArtifactBytes) return Status(Code::kLimit, "the export is larger than 1 GiB");
    auto handle = std::make_unique<nsh_buffer>(
        nsh_buffer{model::AlignedBytes::copy_of({reinterpret_cast<const uint8_t*>(text.data()), text.size()})});
    if (handle->bytes.size() != text.size()) return Status(Code::kOutOfMemory, "no memory for the export");
    *json_size = text.size();
    *json = handle.release();
    return ok_status();
  });
}

nsh_status nsh_shelf_import(nsh_shelf* shelf, const void* json, size_t size, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(json, "json"));
    return shelf->shelf->import_profile({static_cast<const char*>(json), size});
  });
}

}  // extern "C"
