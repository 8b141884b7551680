#include "server_sync/server/store/sqlite/writer.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "server_sync/server/store/sqlite/layout.h"

namespace nearshelf::server::sqlite {

Result<std::optional<int64_t>> find_tenant(Database& database, std::string_view name) {
  Query query = database.query("SELECT id FROM tenants WHERE name = ?");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, name).step());
  return found ? std::optional(query.integer(0)) : std::nullopt;
}

Result<std::unique_ptr<Writer>> Writer::open(const std::string& path) {
  NEARSHELF_ASSIGN_OR_RETURN(auto database, Database::open(path, Database::Access::kWrite));
  NEARSHELF_RETURN_IF_ERROR(prepare_layout(*database).at(path));
  std::unique_ptr<Writer> writer(new Writer(std::move(database)));
  Query query = writer->database_->query("SELECT value FROM secrets WHERE name = 'event_keys'");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.step());
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(writer->secret_));
  if (!found || query.blob(0).size() != writer->secret_.size()) {
    return corrupt("the event store has lost the secret of its event keys: restore the last backup", path);
  }
  std::copy(query.blob(0).begin(), query.blob(0).end(), writer->secret_.begin());
  return writer;
}

Result<int64_t> Writer::tenant(const std::string& name) {
  if (const auto known = tenants_.find(name); known != tenants_.end()) return known->second;
  NEARSHELF_ASSIGN_OR_RETURN(std::optional<int64_t> id, find_tenant(*database_, name));
  if (!id) {
    NEARSHELF_RETURN_IF_ERROR(database_->query("INSERT INTO tenants (name) VALUES (?)").bind(1, name).run());
    id = database_->last_id();
  }
  tenants_.emplace(name, *id);
  return *id;
}

void Writer::cut_log() {
  // Not worth an error: the next checkpoint does the same, later. Readers are not waited for.
  database_->checkpoint();
}

EventKey Writer::event_key(int64_t tenant, std::string_view event_id) const {
  static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(EventKey));
  std::array<uint8_t, 8 + 64> message;  // ids have at most 64 bytes; a longer one is hashed from the heap
  std::string long_message;
  uint8_t* bytes = message.data();
  const size_t size = sizeof(tenant) + event_id.size();
  if (size > message.size()) {
    long_message.resize(size);
    bytes = reinterpret_cast<uint8_t*>(long_message.data());
  }
  std::memcpy(bytes, &tenant, sizeof(tenant));
  std::memcpy(bytes + sizeof(tenant), event_id.data(), event_id.size());
  EventKey key;
  crypto_shorthash_siphashx24(key.data(), bytes, size, secret_.data());
  return key;
}

}  // namespace nearshelf::server::sqlite
