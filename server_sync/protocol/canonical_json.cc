#include "server_sync/protocol/canonical_json.h"

#include <sodium.h>

#include "server_sync/protocol/names.h"

namespace nearshelf::protocol {

using Json = nlohmann::json;

// nlohmann keeps members in a map by their names' bytes. A text that is no UTF-8 would make it throw.
std::string canonical_json(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json receipt_json(const Receipt& receipt) {
  return {{"decided_at_ms", receipt.decided_at_ms},
          {"policy_version", receipt.policy_version},
          {"granted", purpose_names(receipt.granted)},
          {"global_privacy_control", receipt.global_privacy_control}};
}

Bytes32 receipt_hash(const Receipt& receipt) {
  static_assert(crypto_hash_sha256_BYTES == sizeof(Bytes32));
  const std::string text = canonical_json(receipt_json(receipt));
  Bytes32 hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const uint8_t*>(text.data()), text.size());
  return hash;
}

}  // namespace nearshelf::protocol
