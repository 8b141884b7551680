// One text for one value, so that it can be hashed and signed: no white space, members in the byte order of their
// names, UTF-8 as it is, whole numbers as such. What is signed or hashed has no fractions.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_CANONICAL_JSON_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_CANONICAL_JSON_H_

#include <nlohmann/json.hpp>
#include <string>

#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

std::string canonical_json(const nlohmann::json& value);

// {"decided_at_ms":0,"global_privacy_control":false,"granted":["measurement"],"policy_version":"1"}
nlohmann::json receipt_json(const Receipt& receipt);
// SHA-256 of its canonical JSON: names a receipt in the store and the audit log.
Bytes32 receipt_hash(const Receipt& receipt);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_CANONICAL_JSON_H_
