#include "server_sync/server/store/postgres/postgres_event_store.h"

#include <unistd.h>

#include "server_sync/server/store/postgres/admin_tables.h"
#include "server_sync/server/store/postgres/append.h"
#include "server_sync/server/store/postgres/audit_table.h"
#include "server_sync/server/store/postgres/counter_table.h"
#include "server_sync/server/store/postgres/event_rows.h"
#include "server_sync/server/store/postgres/layout.h"
#include "server_sync/server/store/postgres/pool.h"
#include "server_sync/server/store/postgres/removal.h"
#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server {
namespace {

using postgres::Connection;

constexpr int kSlots = 64;

class PostgresEventStore final : public EventStore {
 public:
  // Servers rarely have the same slot; when they do, they wait for each other and count right all the same.
  explicit PostgresEventStore(const std::string& conninfo) : pool_(conninfo), slot_(::getpid() % kSlots) {}

  Result<std::vector<AppendOutcome>> append(std::span<const AppendBatch> batches, TimeMs now_ms) override {
    return pool_.write([&](Connection& connection) { return postgres::append(connection, batches, now_ms, slot_); });
  }

  Status mark_streamed(std::string_view tenant, std::span<const std::string> event_ids) override {
    return pool_.write([&](Connection& connection) { return postgres::mark_streamed(connection, tenant, event_ids); });
  }

  Result<EraseOutcome> erase(const EraseRequest& request, TimeMs now_ms) override {
    return pool_.write([&](Connection& connection) { return postgres::erase(connection, request, now_ms); });
  }

  Status read_pseudonyms(std::string_view tenant, std::span<const Bytes32> pseudonyms, const EventSink& sink) override {
    return read_once([&](Connection& connection, bool* given) {
      return postgres::read_pseudonyms(connection, tenant, pseudonyms,
                                       [&](const StoredEvent& event, std::string_view q) {
                                         *given = true;
                                         return sink(event, q);
                                       });
    });
  }

  Status read_sessions(const SessionFilter& filter, const EventSink& sink) override {
    return read_once([&](Connection& connection, bool* given) {
      return postgres::read_sessions(connection, filter, [&](const StoredEvent& event, std::string_view q) {
        *given = true;
        return sink(event, q);
      });
    });
  }

  Result<RetentionReport> apply_retention(std::string_view tenant, const RetentionPolicy& policy,
                                          TimeMs now_ms) override {
    RetentionReport report;
    for (;;) {
      RetentionReport slice;
      NEARSHELF_ASSIGN_OR_RETURN(const bool more, pool_.write([&](Connection& connection) {
        return postgres::remove_old(connection, tenant, policy, now_ms, &slice);
      }));
      report.events += slice.events;
      report.quarantined += slice.quarantined;
      if (!more) break;
    }
    NEARSHELF_RETURN_IF_ERROR(pool_.write([&](Connection& connection) {
      return postgres::finish_retention(connection, tenant, policy, now_ms, &report);
    }));
    return report;
  }

  Status add_audit(std::string_view tenant, std::string_view kind, std::string_view body, TimeMs now_ms) override {
    return pool_.write([&](Connection& connection) -> Status {
      NEARSHELF_ASSIGN_OR_RETURN(const int64_t id, postgres::make_tenant(connection, tenant));
      return postgres::append_audit(connection, id, tenant, kind, body, now_ms);
    });
  }

  Status read_audit(std::string_view tenant, const AuditSink& sink) override {
    return read_once([&](Connection& connection, bool* given) {
      return postgres::read_audit(connection, tenant, [&](const AuditEntry& entry) {
        *given = true;
        return sink(entry);
      });
    });
  }

  Result<std::vector<std::string>> tenants() override {
    return pool_.read([](Connection& connection) { return postgres::tenants(connection); });
  }

  Status add_token(const Token& token) override {
    return pool_.write([&](Connection& connection) { return postgres::add_token(connection, token); });
  }

  Status remove_token(std::string_view id, TimeMs now_ms) override {
    return pool_.write([&](Connection& connection) { return postgres::remove_token(connection, id, now_ms); });
  }

  Result<std::vector<Token>> tokens() override {
    return pool_.read([](Connection& connection) { return postgres::tokens(connection); });
  }

  Status put_model(const StoredModel& model, std::span<const uint8_t> bytes) override {
    return pool_.write([&](Connection& connection) { return postgres::put_model(connection, model, bytes); });
  }

  Result<std::optional<StoredModel>> current_model(std::string_view tenant) override {
    return pool_.read([&](Connection& connection) { return postgres::current_model(connection, tenant); });
  }

  Result<std::vector<uint8_t>> read_model(std::string_view tenant, const Bytes32& sha256) override {
    return pool_.read([&](Connection& connection) { return postgres::read_model(connection, tenant, sha256); });
  }

  Result<std::vector<HourStats>> stats(std::string_view tenant, TimeMs from_ms) override {
    return pool_.read([&](Connection& connection) { return postgres::read_stats(connection, tenant, from_ms); });
  }

  Status ping() override {
    return pool_.read([](Connection& connection) { return connection.run("SELECT layout FROM nearshelf_layout"); });
  }

 private:
  // A sink that was given something must not get it a second time: then a dead connection is an error.
  template <typename Work>
  Status read_once(Work work) {
    bool given = false;
    Status failure;
    const Status status = pool_.read([&](Connection& connection) -> Status {
      Status done = work(connection, &given);
      if (done.ok() || !given) return done;
      failure = std::move(done);
      return ok_status();
    });
    return failure.ok() ? status : failure;
  }

  postgres::Pool pool_;
  const int slot_;
};

}  // namespace

Result<std::unique_ptr<EventStore>> open_postgres_store(const std::string& conninfo) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto connection, Connection::open(conninfo));
  NEARSHELF_RETURN_IF_ERROR(postgres::prepare_layout(*connection));
  return std::unique_ptr<EventStore>(std::make_unique<PostgresEventStore>(conninfo));
}

}  // namespace nearshelf::server
