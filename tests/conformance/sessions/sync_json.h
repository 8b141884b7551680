// Consent, recorded events, exports and the sync in the session vectors.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_SYNC_JSON_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_SYNC_JSON_H_

#include <string>

#include "tests/conformance/sessions/vector_json.h"

namespace nearshelf_conformance {

// Strings point into `json`. Keys that are absent leave the defaults; an unknown key throws std::invalid_argument.
nearshelf::Consent read_consent(const Json& json);
nearshelf::SyncOptions read_sync_options(const Json& json);

Json consent_json(const nearshelf::Result<nsh_consent_info>& result);
Json events_json(const nearshelf::Result<nearshelf::Events>& result);
Json export_json(const nearshelf::Result<std::string>& result);
Json task_json(const nearshelf::Result<nearshelf::NextTask>& result);
Json sync_info_json(const nearshelf::Result<nsh_sync_info>& result);
Json model_info_json(const nearshelf::Result<nearshelf::Model>& result);

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_SYNC_JSON_H_
