// Everything worth knowing of a model file, for `nearshelf inspect`.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_INSPECT_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_INSPECT_H_

#include <nlohmann/json.hpp>
#include <string>

#include "sdk/model/model.h"

namespace nearshelf::publisher {

// Keys: format, file_bytes, provenance, catalog, network, past_sessions, priors, blend, session_timeout_ms, parts,
// checks. A part that the model does not carry is null.
nlohmann::ordered_json inspect_json(const model::Model& model);

// The same for the terminal. `json` is the result of inspect_json().
std::string inspect_text(const nlohmann::ordered_json& json);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_INSPECT_H_
