// The server's signature under what it says about an erasure, so that a shopper has something to show.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_RECEIPT_SIGNER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_RECEIPT_SIGNER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "server_sync/protocol/batch.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// Ed25519. The signed bytes are "nearshelf/erase-receipt/1", a newline, and the canonical JSON of the receipt without
// its member `signature`.
struct EraseReceipt {
  std::string request_id;
  std::string tenant;
  EraseScope scope = EraseScope::kAll;
  TimeMs erased_at_ms = 0;
  uint64_t events = 0;
  uint64_t quarantined = 0;
};

// Threads: immutable, read in parallel. The secret key is overwritten when it is destroyed.
class ReceiptSigner {
 public:
  // Reads the key file, or makes it (0600) when there is none. Errors: those of load_or_make_key().
  static Result<ReceiptSigner> open(const std::string& path);
  static ReceiptSigner from_seed(const Bytes32& seed);
  ~ReceiptSigner();
  ReceiptSigner(ReceiptSigner&&) noexcept = default;

  // {"erased_at_ms", "events", "key_id", "quarantined", "request_id", "scope", "signature" (128 hex digits), "tenant"}
  std::string sign(const EraseReceipt& receipt) const;
  const Bytes32& public_key() const { return public_key_; }

 private:
  using Secret = std::array<uint8_t, 64>;
  ReceiptSigner(std::unique_ptr<Secret> secret, const Bytes32& public_key);

  std::unique_ptr<Secret> secret_;
  Bytes32 public_key_;
};

// The first 16 hex digits of the SHA-256 of the public key.
std::string key_id(const Bytes32& public_key);
// {"keys": [{"algorithm": "ed25519", "key_id", "public_key" (64 hex digits)}]}; of GET /v1/keys. Keys that were
// replaced stay in the list, so that their receipts can still be verified.
std::string keys_json(std::span<const Bytes32> public_keys);
// The current key and then those that were retired, as 64 hex digits each; what stands twice is listed once. Errors:
// kInvalidArgument.
Result<std::vector<Bytes32>> listed_keys(const Bytes32& current, std::span<const std::string> retired);
// Errors: kInvalidArgument, no receipt; kNotFound, signed by none of the keys; kCorrupt, the signature is not right.
Result<EraseReceipt> verify_receipt(std::string_view json, std::span<const Bytes32> public_keys);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_RECEIPT_SIGNER_H_
