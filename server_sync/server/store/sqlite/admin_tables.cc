#include "server_sync/server/store/sqlite/admin_tables.h"

#include "server_sync/server/store/audit_chain.h"
#include "server_sync/server/store/decisions.h"
#include "server_sync/server/store/sqlite/audit_table.h"

namespace nearshelf::server::sqlite {
namespace {

// A row of id, tenant's name, role, secret_hash, created_ms, label and tenant's number.
Result<Token> token_of(const Query& query) {
  Token token;
  token.id = query.text(0);
  token.tenant = query.text(1);
  token.role = static_cast<Role>(query.integer(2));
  NEARSHELF_ASSIGN_OR_RETURN(token.secret_hash, query.bytes32(3));
  token.created_ms = query.integer(4);
  token.label = query.text(5);
  return token;
}

}  // namespace

Result<std::vector<std::string>> tenants(Database& database) {
  std::vector<std::string> names;
  Query query = database.query("SELECT name FROM tenants ORDER BY name");
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool row, query.step());
    if (!row) return names;
    names.emplace_back(query.text(0));
  }
}

Status add_token(Writer& writer, const Token& token) {
  Database& database = writer.database();
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, database.begin_write());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(token.tenant));
  NEARSHELF_RETURN_IF_ERROR(database
                                .query("INSERT INTO tokens (id, tenant, role, secret_hash, created_ms, label) "
                                       "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                                .bind(1, token.id)
                                .bind(2, tenant)
                                .bind(3, int64_t{static_cast<int>(token.role)})
                                .bind(4, token.secret_hash)
                                .bind(5, token.created_ms)
                                .bind(6, token.label)
                                .run());
  if (database.changes() == 0) return failed_precondition("a token with this id is there already", token.id);
  NEARSHELF_RETURN_IF_ERROR(
      append_audit(database, tenant, token.tenant, "token_added", token_body(token), token.created_ms));
  return transaction.commit();
}

Status remove_token(Writer& writer, std::string_view id, TimeMs now_ms) {
  Database& database = writer.database();
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, database.begin_write());
  Token token;
  int64_t tenant = 0;
  {
    Query query = database.query(
        "SELECT k.id, t.name, k.role, k.secret_hash, k.created_ms, k.label, t.id "
        "FROM tokens k JOIN tenants t ON t.id = k.tenant WHERE k.id = ?");
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, id).step());
    if (!found) return Status(Code::kNotFound, "no token has this id", id);
    NEARSHELF_ASSIGN_OR_RETURN(token, token_of(query));
    tenant = query.integer(6);
  }
  NEARSHELF_RETURN_IF_ERROR(database.query("DELETE FROM tokens WHERE id = ?").bind(1, id).run());
  NEARSHELF_RETURN_IF_ERROR(append_audit(database, tenant, token.tenant, "token_removed", token_body(token), now_ms));
  return transaction.commit();
}

Result<std::vector<Token>> tokens(Database& database) {
  std::vector<Token> found;
  Query query = database.query(
      "SELECT k.id, t.name, k.role, k.secret_hash, k.created_ms, k.label, t.id "
      "FROM tokens k JOIN tenants t ON t.id = k.tenant ORDER BY k.id");
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool row, query.step());
    if (!row) return found;
    NEARSHELF_ASSIGN_OR_RETURN(Token token, token_of(query));
    found.push_back(std::move(token));
  }
}

Status put_model(Writer& writer, const StoredModel& model, std::span<const uint8_t> bytes) {
  Database& database = writer.database();
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, database.begin_write());
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(model.tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const auto current, current_model(database, model.tenant));
  NEARSHELF_ASSIGN_OR_RETURN(const bool is_new, check_publication(current, model, bytes));
  if (!is_new) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(database
                                .query("INSERT INTO models (tenant, version, model_id, sha256, published_ms, bytes) "
                                       "VALUES (?, ?, ?, ?, ?, ?)")
                                .bind(1, tenant)
                                .bind(2, static_cast<int64_t>(model.version))
                                .bind(3, model.model_id)
                                .bind(4, model.sha256)
                                .bind(5, model.published_ms)
                                .bind(6, bytes)
                                .run());
  NEARSHELF_RETURN_IF_ERROR(database
                                .query("DELETE FROM models WHERE tenant = ?1 AND version NOT IN (SELECT version FROM "
                                       "models WHERE tenant = ?1 ORDER BY version DESC LIMIT ?2)")
                                .bind(1, tenant)
                                .bind(2, int64_t{kModelsKept})
                                .run());
  NEARSHELF_RETURN_IF_ERROR(
      append_audit(database, tenant, model.tenant, "publication", publication_body(model), model.published_ms));
  return transaction.commit();
}

Result<std::optional<StoredModel>> current_model(Database& database, std::string_view tenant) {
  Query query = database.query(
      "SELECT m.version, m.model_id, m.sha256, m.published_ms, length(m.bytes) FROM models m "
      "JOIN tenants t ON t.id = m.tenant WHERE t.name = ? ORDER BY m.version DESC LIMIT 1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, tenant).step());
  if (!found) return std::optional<StoredModel>();
  StoredModel model;
  model.tenant = tenant;
  model.version = static_cast<uint64_t>(query.integer(0));
  model.model_id = query.text(1);
  NEARSHELF_ASSIGN_OR_RETURN(model.sha256, query.bytes32(2));
  model.published_ms = query.integer(3);
  model.size_bytes = static_cast<uint64_t>(query.integer(4));
  return std::optional(model);
}

Result<std::vector<uint8_t>> read_model(Database& database, std::string_view tenant, const Bytes32& sha256) {
  Query query = database.query(
      "SELECT m.bytes FROM models m JOIN tenants t ON t.id = m.tenant WHERE t.name = ? AND m.sha256 = ?");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, query.bind(1, tenant).bind(2, sha256).step());
  if (!found) return Status(Code::kNotFound, "no model with this hash is kept", tenant);
  return std::vector<uint8_t>(query.blob(0).begin(), query.blob(0).end());
}

}  // namespace nearshelf::server::sqlite
