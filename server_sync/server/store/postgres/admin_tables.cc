#include "server_sync/server/store/postgres/admin_tables.h"

#include "server_sync/server/store/audit_chain.h"
#include "server_sync/server/store/decisions.h"
#include "server_sync/server/store/postgres/audit_table.h"
#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {
namespace {

// A row of id, tenant's name, role, secret_hash, created_ms and label.
Result<Token> token_of(const Rows& rows, int row) {
  Token token;
  token.id = rows.text(row, 0);
  token.tenant = rows.text(row, 1);
  token.role = static_cast<Role>(rows.integer(row, 2));
  NEARSHELF_ASSIGN_OR_RETURN(token.secret_hash, rows.bytes32(row, 3));
  token.created_ms = rows.integer(row, 4);
  token.label = rows.text(row, 5);
  return token;
}

}  // namespace

Result<std::vector<std::string>> tenants(Connection& connection) {
  NEARSHELF_ASSIGN_OR_RETURN(const Rows rows, connection.query("SELECT name FROM tenants ORDER BY name COLLATE \"C\""));
  std::vector<std::string> names;
  for (int row = 0; row < rows.size(); ++row) names.emplace_back(rows.text(row, 0));
  return names;
}

Status add_token(Connection& connection, const Token& token) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, make_tenant(connection, token.tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const Rows made,
                             connection.query("INSERT INTO tokens (id, tenant, role, secret_hash, created_ms, label) "
                                              "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1",
                                              Parameters()
                                                  .text(token.id)
                                                  .integer(tenant, kInt4)
                                                  .integer(static_cast<int>(token.role), kInt4)
                                                  .bytes(token.secret_hash)
                                                  .integer(token.created_ms)
                                                  .text(token.label)));
  if (made.size() == 0) return failed_precondition("a token with this id is there already", token.id);
  return append_audit(connection, tenant, token.tenant, "token_added", token_body(token), token.created_ms);
}

Status remove_token(Connection& connection, std::string_view id, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows gone,
      connection.query(
          "WITH gone AS (DELETE FROM tokens WHERE id = $1 RETURNING *) SELECT gone.id, t.name, gone.role, "
          "gone.secret_hash, gone.created_ms, gone.label, t.id FROM gone JOIN tenants t ON t.id = gone.tenant",
          Parameters().text(id)));
  if (gone.size() == 0) return Status(Code::kNotFound, "no token has this id", id);
  NEARSHELF_ASSIGN_OR_RETURN(const Token token, token_of(gone, 0));
  return append_audit(connection, gone.integer(0, 6), token.tenant, "token_removed", token_body(token), now_ms);
}

Result<std::vector<Token>> tokens(Connection& connection) {
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows rows,
      connection.query("SELECT k.id, t.name, k.role, k.secret_hash, k.created_ms, k.label FROM tokens k "
                       "JOIN tenants t ON t.id = k.tenant ORDER BY k.id"));
  std::vector<Token> found;
  for (int row = 0; row < rows.size(); ++row) {
    NEARSHELF_ASSIGN_OR_RETURN(Token token, token_of(rows, row));
    found.push_back(std::move(token));
  }
  return found;
}

Status put_model(Connection& connection, const StoredModel& model, std::span<const uint8_t> bytes) {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, make_tenant(connection, model.tenant));
  // Two publishers at once: the second one sees what the first has made current.
  NEARSHELF_RETURN_IF_ERROR(lock_audit(connection, tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const auto current, current_model(connection, model.tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const bool is_new, check_publication(current, model, bytes));
  if (!is_new) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("INSERT INTO models (tenant, version, model_id, sha256, published_ms, bytes) "
                     "VALUES ($1, $2, $3, $4, $5, $6)",
                     Parameters()
                         .integer(tenant, kInt4)
                         .integer(static_cast<int64_t>(model.version))
                         .text(model.model_id)
                         .bytes(model.sha256)
                         .integer(model.published_ms)
                         .bytes(bytes)));
  NEARSHELF_RETURN_IF_ERROR(
      connection.run("DELETE FROM models WHERE tenant = $1 AND version NOT IN (SELECT version FROM models "
                     "WHERE tenant = $1 ORDER BY version DESC LIMIT $2)",
                     Parameters().integer(tenant, kInt4).integer(kModelsKept)));
  return append_audit(connection, tenant, model.tenant, "publication", publication_body(model), model.published_ms);
}

Result<std::optional<StoredModel>> current_model(Connection& connection, std::string_view tenant) {
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows rows,
      connection.query("SELECT m.version, m.model_id, m.sha256, m.published_ms, length(m.bytes) FROM models m "
                       "JOIN tenants t ON t.id = m.tenant WHERE t.name = $1 ORDER BY m.version DESC LIMIT 1",
                       Parameters().text(tenant)));
  if (rows.size() == 0) return std::optional<StoredModel>();
  StoredModel model;
  model.tenant = tenant;
  model.version = static_cast<uint64_t>(rows.integer(0, 0));
  model.model_id = rows.text(0, 1);
  NEARSHELF_ASSIGN_OR_RETURN(model.sha256, rows.bytes32(0, 2));
  model.published_ms = rows.integer(0, 3);
  model.size_bytes = static_cast<uint64_t>(rows.integer(0, 4));
  return std::optional(model);
}

Result<std::vector<uint8_t>> read_model(Connection& connection, std::string_view tenant, const Bytes32& sha256) {
  NEARSHELF_ASSIGN_OR_RETURN(const Rows rows,
                             connection.query("SELECT m.bytes FROM models m JOIN tenants t ON t.id = m.tenant "
                                              "WHERE t.name = $1 AND m.sha256 = $2",
                                              Parameters().text(tenant).bytes(sha256)));
  if (rows.size() == 0) return Status(Code::kNotFound, "no model with this hash is kept", tenant);
  return std::vector<uint8_t>(rows.bytes(0, 0).begin(), rows.bytes(0, 0).end());
}

}  // namespace nearshelf::server::postgres
