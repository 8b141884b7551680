// Tenants, tokens and published models.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_ADMIN_TABLES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_ADMIN_TABLES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/server/store/event_store.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

// As the functions of EventStore of the same names.
Result<std::vector<std::string>> tenants(Connection& connection);
Status add_token(Connection& connection, const Token& token);
Status remove_token(Connection& connection, std::string_view id, TimeMs now_ms);
Result<std::vector<Token>> tokens(Connection& connection);
Status put_model(Connection& connection, const StoredModel& model, std::span<const uint8_t> bytes);
Result<std::optional<StoredModel>> current_model(Connection& connection, std::string_view tenant);
Result<std::vector<uint8_t>> read_model(Connection& connection, std::string_view tenant, const Bytes32& sha256);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_ADMIN_TABLES_H_
