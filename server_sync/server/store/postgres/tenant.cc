#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {

Result<std::optional<int64_t>> find_tenant(Connection& connection, std::string_view name) {
  NEARSHELF_ASSIGN_OR_RETURN(const Rows rows,
                             connection.query("SELECT id FROM tenants WHERE name = $1", Parameters().text(name)));
  return rows.size() > 0 ? std::optional(rows.integer(0, 0)) : std::nullopt;
}

Result<int64_t> make_tenant(Connection& connection, std::string_view name) {
  NEARSHELF_ASSIGN_OR_RETURN(std::optional<int64_t> id, find_tenant(connection, name));
  if (id) return *id;
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("INSERT INTO tenants (name) VALUES ($1) ON CONFLICT DO NOTHING", Parameters().text(name)));
  NEARSHELF_ASSIGN_OR_RETURN(id, find_tenant(connection, name));
  if (!id) return internal_error("a tenant that was just made is not there", name);
  return *id;
}

// The first number keeps apart from other uses of advisory locks: "nshe" in ASCII.
Status lock_shared(Connection& connection, int64_t tenant) {
  return connection.run("SELECT pg_advisory_xact_lock_shared(1853057125, $1)", Parameters().integer(tenant, kInt4));
}

Status lock_alone(Connection& connection, int64_t tenant) {
  return connection.run("SELECT pg_advisory_xact_lock(1853057125, $1)", Parameters().integer(tenant, kInt4));
}

}  // namespace nearshelf::server::postgres
