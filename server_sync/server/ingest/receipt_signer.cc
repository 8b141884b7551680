#include "server_sync/server/ingest/receipt_signer.h"

#include <sodium.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/protocol/json_fields.h"
#include "server_sync/protocol/json_parser.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/server/ingest/key_file.h"

namespace nearshelf::server {

using Json = nlohmann::json;

namespace {

using Signature = std::array<uint8_t, crypto_sign_BYTES>;

std::string_view scope_name(EraseScope scope) { return scope == EraseScope::kAll ? "all" : "model_improvement"; }

std::string signed_bytes(const Json& receipt_without_signature) {
  return "nearshelf/erase-receipt/1\n" + protocol::canonical_json(receipt_without_signature);
}

const uint8_t* bytes_of(const std::string& text) { return reinterpret_cast<const uint8_t*>(text.data()); }

Status read_receipt(const Json& json, EraseReceipt* receipt, std::string* key, Signature* signature) {
  protocol::JsonFields fields(json, "");
  std::string scope;
  std::string signature_hex;
  fields.read("request_id", &receipt->request_id, true);
  fields.read("tenant", &receipt->tenant, true);
  fields.read("scope", &scope, true);
  fields.read("erased_at_ms", 0, protocol::kMaxTimeMs, &receipt->erased_at_ms, true);
  fields.read("events", std::numeric_limits<uint64_t>::max(), &receipt->events, true);
  fields.read("quarantined", std::numeric_limits<uint64_t>::max(), &receipt->quarantined, true);
  fields.read("key_id", key, true);
  fields.read("signature", &signature_hex, true);
  NEARSHELF_RETURN_IF_ERROR(fields.finish());
  for (const EraseScope known : {EraseScope::kAll, EraseScope::kModelImprovement}) {
    if (scope == scope_name(known)) receipt->scope = known;
  }
  if (scope != scope_name(receipt->scope)) return invalid_argument("there is no such scope", "scope");
  if (!protocol::from_hex(signature_hex, *signature)) return invalid_argument("not 128 hex digits", "signature");
  return ok_status();
}

}  // namespace

ReceiptSigner::ReceiptSigner(std::unique_ptr<Secret> secret, const Bytes32& public_key)
    : secret_(std::move(secret)), public_key_(public_key) {}

ReceiptSigner::~ReceiptSigner() {
  if (secret_) sodium_memzero(secret_->data(), secret_->size());
}

ReceiptSigner ReceiptSigner::from_seed(const Bytes32& seed) {
  static_assert(crypto_sign_SEEDBYTES == sizeof(Bytes32) && crypto_sign_PUBLICKEYBYTES == sizeof(Bytes32));
  static_assert(crypto_sign_SECRETKEYBYTES == sizeof(Secret));
  auto secret = std::make_unique<Secret>();
  Bytes32 public_key;
  crypto_sign_seed_keypair(public_key.data(), secret->data(), seed.data());
  return ReceiptSigner(std::move(secret), public_key);
}

Result<ReceiptSigner> ReceiptSigner::open(const std::string& path) {
  NEARSHELF_ASSIGN_OR_RETURN(Bytes32 seed, load_or_make_key(path, "key that signs receipts"));
  ReceiptSigner signer = from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return signer;
}

std::string ReceiptSigner::sign(const EraseReceipt& receipt) const {
  Json json = {{"request_id", receipt.request_id},     {"tenant", receipt.tenant}, {"scope", scope_name(receipt.scope)},
               {"erased_at_ms", receipt.erased_at_ms}, {"events", receipt.events}, {"quarantined", receipt.quarantined},
               {"key_id", key_id(public_key_)}};
  const std::string bytes = signed_bytes(json);
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, bytes_of(bytes), bytes.size(), secret_->data());
  json["signature"] = protocol::to_hex(signature);
  return protocol::canonical_json(json);
}

std::string key_id(const Bytes32& public_key) {
  Bytes32 hash;
  crypto_hash_sha256(hash.data(), public_key.data(), public_key.size());
  return protocol::to_hex(hash).substr(0, 16);
}

std::string keys_json(std::span<const Bytes32> public_keys) {
  Json keys = Json::array();
  for (const Bytes32& key : public_keys) {
    keys.push_back({{"algorithm", "ed25519"}, {"key_id", key_id(key)}, {"public_key", protocol::to_hex(key)}});
  }
  return protocol::canonical_json({{"keys", std::move(keys)}});
}

Result<std::vector<Bytes32>> listed_keys(const Bytes32& current, std::span<const std::string> retired) {
  std::vector<Bytes32> keys = {current};
  for (const std::string& text : retired) {
    Bytes32 key;
    if (!protocol::from_hex(text, key)) return invalid_argument("not 64 hex digits", "keys.retired");
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

Result<EraseReceipt> verify_receipt(std::string_view text, std::span<const Bytes32> public_keys) {
  NEARSHELF_ASSIGN_OR_RETURN(Json json, protocol::parse_json(text, protocol::kMaxJsonDepth));
  EraseReceipt receipt;
  std::string key;
  Signature signature;
  NEARSHELF_RETURN_IF_ERROR(read_receipt(json, &receipt, &key, &signature));
  json.erase("signature");
  const std::string bytes = signed_bytes(json);
  for (const Bytes32& public_key : public_keys) {
    if (key_id(public_key) != key) continue;
    if (crypto_sign_verify_detached(signature.data(), bytes_of(bytes), bytes.size(), public_key.data()) != 0) {
      return corrupt("the receipt was changed, or its signature was", "signature");
    }
    return receipt;
  }
  return Status(Code::kNotFound, "none of the keys given signed it", "key_id");
}

}  // namespace nearshelf::server
