// The key under which pseudonyms are hashed before they are stored. It is kept apart from the event store: who has a
// copy of the store alone cannot test a pseudonym against it.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_INGEST_PEPPER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_INGEST_PEPPER_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

using protocol::Bytes32;

// Threads: immutable, read in parallel. The key is overwritten when it is destroyed.
class Pepper {
 public:
  explicit Pepper(const Bytes32& key) : key_(key) {}
  Pepper(const Pepper&) = default;
  Pepper& operator=(const Pepper&) = default;
  ~Pepper();

  // Reads the key file, or makes it (0600) when there is none. Errors: those of load_or_make_key().
  static Result<Pepper> open(const std::string& path);

  // HMAC-SHA-256(key, tenant || 0x00 || pseudonym).
  Bytes32 apply(std::string_view tenant, const Bytes32& pseudonym) const;

 private:
  Bytes32 key_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_INGEST_PEPPER_H_
