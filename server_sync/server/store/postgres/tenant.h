// Tenants are named by numbers in the tables.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_TENANT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_TENANT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/store/postgres/connection.h"

namespace nearshelf::server::postgres {

enum KeyFlag : int64_t { kStreamed = 1, kQuarantined = 2 };

// Empty when there is no such tenant.
Result<std::optional<int64_t>> find_tenant(Connection& connection, std::string_view name);
// Makes it when it is new.
Result<int64_t> make_tenant(Connection& connection, std::string_view name);

// An append holds it shared, an erasure alone: otherwise events of a pseudonym that is being erased could come in
// behind the erasure's back. Until the end of the transaction.
Status lock_shared(Connection& connection, int64_t tenant);
Status lock_alone(Connection& connection, int64_t tenant);

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_TENANT_H_
