// Tenants, tokens and published models.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_ADMIN_TABLES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_ADMIN_TABLES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server::sqlite {

// As the functions of EventStore of the same names.
Result<std::vector<std::string>> tenants(Database& database);
Status add_token(Writer& writer, const Token& token);
Status remove_token(Writer& writer, std::string_view id, TimeMs now_ms);
Result<std::vector<Token>> tokens(Database& database);
Status put_model(Writer& writer, const StoredModel& model, std::span<const uint8_t> bytes);
Result<std::optional<StoredModel>> current_model(Database& database, std::string_view tenant);
Result<std::vector<uint8_t>> read_model(Database& database, std::string_view tenant, const Bytes32& sha256);

}  // namespace nearshelf::server::sqlite

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_SQLITE_ADMIN_TABLES_H_
