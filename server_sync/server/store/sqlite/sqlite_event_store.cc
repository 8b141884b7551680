#include "server_sync/server/store/sqlite/sqlite_event_store.h"

#include <mutex>
#include <utility>

#include "server_sync/server/store/sqlite/admin_tables.h"
#include "server_sync/server/store/sqlite/append.h"
#include "server_sync/server/store/sqlite/audit_table.h"
#include "server_sync/server/store/sqlite/chunks.h"
#include "server_sync/server/store/sqlite/counter_table.h"
#include "server_sync/server/store/sqlite/removal.h"
#include "server_sync/server/store/sqlite/writer.h"

namespace nearshelf::server {
namespace {

constexpr size_t kIdleReaders = 4;

Status status_of(const Status& status) { return status; }
template <typename T>
Status status_of(const Result<T>& result) {
  return result.status();
}

class SqliteEventStore final : public EventStore {
 public:
  SqliteEventStore(std::string path, std::unique_ptr<sqlite::Writer> writer)
      : path_(std::move(path)), writer_(std::move(writer)) {}

  Result<std::vector<AppendOutcome>> append(std::span<const AppendBatch> batches, TimeMs now_ms) override {
    return write([&](sqlite::Writer& writer) { return sqlite::append(writer, batches, now_ms); });
  }

  Status mark_streamed(std::string_view tenant, std::span<const std::string> event_ids) override {
    return write([&](sqlite::Writer& writer) { return sqlite::mark_streamed(writer, std::string(tenant), event_ids); });
  }

  Result<EraseOutcome> erase(const EraseRequest& request, TimeMs now_ms) override {
    return write([&](sqlite::Writer& writer) {
      Result<EraseOutcome> outcome = sqlite::erase(writer, request, now_ms);
      // The log still has the pages as they were. What a reader keeps from being cut off now, the next erasure does.
      if (outcome.ok()) writer.cut_log();
      return outcome;
    });
  }

  Status read_pseudonyms(std::string_view tenant, std::span<const Bytes32> pseudonyms, const EventSink& sink) override {
    return read([&](sqlite::Database& reader) { return sqlite::read_pseudonyms(reader, tenant, pseudonyms, sink); });
  }

  Status read_sessions(const SessionFilter& filter, const EventSink& sink) override {
    return read([&](sqlite::Database& reader) { return sqlite::read_sessions(reader, filter, sink); });
  }

  Result<RetentionReport> apply_retention(std::string_view tenant, const RetentionPolicy& policy,
                                          TimeMs now_ms) override {
    RetentionReport report;
    const std::string name(tenant);
    for (;;) {
      NEARSHELF_ASSIGN_OR_RETURN(const bool more, write([&](sqlite::Writer& writer) {
                                   return sqlite::remove_old(writer, name, policy, now_ms, &report);
                                 }));
      if (!more) break;
    }
    const Status finished = write([&](sqlite::Writer& writer) {
      Status status = sqlite::finish_retention(writer, name, policy, now_ms, &report);
      if (status.ok()) writer.cut_log();
      return status;
    });
    if (!finished.ok()) return finished;
    return report;
  }

  Status add_audit(std::string_view tenant, std::string_view kind, std::string_view body, TimeMs now_ms) override {
    return write([&](sqlite::Writer& writer) -> Status {
      NEARSHELF_ASSIGN_OR_RETURN(sqlite::Transaction transaction, writer.database().begin_write());
      NEARSHELF_ASSIGN_OR_RETURN(const int64_t id, writer.tenant(std::string(tenant)));
      NEARSHELF_RETURN_IF_ERROR(sqlite::append_audit(writer.database(), id, tenant, kind, body, now_ms));
      return transaction.commit();
    });
  }

  Status read_audit(std::string_view tenant, const AuditSink& sink) override {
    return read([&](sqlite::Database& reader) { return sqlite::read_audit(reader, tenant, sink); });
  }

  Result<std::vector<std::string>> tenants() override {
    return read([](sqlite::Database& reader) { return sqlite::tenants(reader); });
  }

  Status add_token(const Token& token) override {
    return write([&](sqlite::Writer& writer) { return sqlite::add_token(writer, token); });
  }

  Status remove_token(std::string_view id, TimeMs now_ms) override {
    return write([&](sqlite::Writer& writer) { return sqlite::remove_token(writer, id, now_ms); });
  }

  Result<std::vector<Token>> tokens() override {
    return read([](sqlite::Database& reader) { return sqlite::tokens(reader); });
  }

  Status put_model(const StoredModel& model, std::span<const uint8_t> bytes) override {
    return write([&](sqlite::Writer& writer) { return sqlite::put_model(writer, model, bytes); });
  }

  Result<std::optional<StoredModel>> current_model(std::string_view tenant) override {
    return read([&](sqlite::Database& reader) { return sqlite::current_model(reader, tenant); });
  }

  Result<std::vector<uint8_t>> read_model(std::string_view tenant, const Bytes32& sha256) override {
    return read([&](sqlite::Database& reader) { return sqlite::read_model(reader, tenant, sha256); });
  }

  Result<std::vector<HourStats>> stats(std::string_view tenant, TimeMs from_ms) override {
    return read([&](sqlite::Database& reader) { return sqlite::read_stats(reader, tenant, from_ms); });
  }

  Status ping() override {
    return read([](sqlite::Database& reader) { return reader.integer("SELECT count(*) FROM secrets").status(); });
  }

 private:
  template <typename Work>
  auto write(Work work) -> decltype(work(std::declval<sqlite::Writer&>())) {
    const std::lock_guard lock(writing_);
    auto result = work(*writer_);
    if (!status_of(result).ok()) writer_->forget();
    return result;
  }

  template <typename Work>
  auto read(Work work) -> decltype(work(std::declval<sqlite::Database&>())) {
    NEARSHELF_ASSIGN_OR_RETURN(std::unique_ptr<sqlite::Database> reader, take_reader());
    auto result = work(*reader);
    const std::lock_guard lock(reading_);
    if (idle_readers_.size() < kIdleReaders) idle_readers_.push_back(std::move(reader));
    return result;
  }

  Result<std::unique_ptr<sqlite::Database>> take_reader() {
    {
      const std::lock_guard lock(reading_);
      if (!idle_readers_.empty()) {
        std::unique_ptr<sqlite::Database> reader = std::move(idle_readers_.back());
        idle_readers_.pop_back();
        return reader;
      }
    }
    return sqlite::Database::open(path_, sqlite::Database::Access::kRead);
  }

  const std::string path_;
  std::mutex writing_;
  const std::unique_ptr<sqlite::Writer> writer_;
  std::mutex reading_;
  std::vector<std::unique_ptr<sqlite::Database>> idle_readers_;
};

}  // namespace

Result<std::unique_ptr<EventStore>> open_sqlite_store(const std::string& path) {
  NEARSHELF_ASSIGN_OR_RETURN(auto writer, sqlite::Writer::open(path));
  return std::unique_ptr<EventStore>(std::make_unique<SqliteEventStore>(path, std::move(writer)));
}

}  // namespace nearshelf::server
