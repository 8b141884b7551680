#include "sdk/store/store.h"

#include <algorithm>
#include <utility>

#include "sdk/store/migrations.h"

namespace nearshelf::store {
namespace {

// Outlives the model itself, so that a damaged one cannot be followed by an older one.
constexpr std::string_view kVersionFloorKey = "model.version_floor";

constexpr const char* kConfigure = R"sql(
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA cell_size_check = ON;
PRAGMA cache_size = -2048;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;
PRAGMA journal_size_limit = 1048576;
)sql";

Status choose_journal(Connection& connection, Journal journal, const std::string& path) {
  // Truncating costs the flush that deleting does, keeps the file open, and leaves no old rows in it.
  const bool ahead = journal == Journal::kWriteAhead;
  NEARSHELF_ASSIGN_OR_RETURN(const std::string mode,
                             connection.text(ahead ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = TRUNCATE"));
  if (mode == (ahead ? "wal" : "truncate") || mode == "memory") return ok_status();
  return io_error("this file system cannot hold the journal (journal mode " + mode + ")", path);
}

// The file of a journal beside the database at `path`.
std::string journal_path(const std::string& path, Journal journal) {
  return path + (journal == Journal::kWriteAhead ? "-wal" : "-journal");
}

Status damaged(const std::string& verdict, const std::string& path) {
  return corrupt("the database is damaged (" + verdict + "); restore it or open it with rebuild_if_corrupt", path);
}

}  // namespace

Store::Store(DatabaseFile file, const StoreOptions& options, const platform::Platform& platform)
    : file_(std::move(file)),
      connection_(file_.connection.get()),
      journal_(options.journal),
      platform_(platform),
      events_(*connection_),
      sessions_(*connection_),
      models_(*connection_),
      values_(*connection_),
      consent_(*connection_),
      pseudonyms_(*connection_),
      outbox_(*connection_),
      erasures_(*connection_),
      counters_(*connection_) {}

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options, const platform::Platform& platform) {
  auto store = open_once(options, platform);
  const Code code = store.status().code();
  const bool unusable = code == Code::kCorrupt || code == Code::kWrongKey;
  if (!unusable || !options.rebuild_if_corrupt || options.path.empty()) return store;
  const std::string kept = options.path + ".corrupt-" + std::to_string(platform.clock->now_ms());
  // The journal first: without its database it is useless, while a new database must never meet an old one.
  const Status log_moved =
      platform.files->rename(journal_path(options.path, options.journal), journal_path(kept, options.journal));
  if (!log_moved.ok() && log_moved.code() != Code::kNotFound) return log_moved;
  NEARSHELF_RETURN_IF_ERROR(platform.files->rename(options.path, kept));
  NEARSHELF_ASSIGN_OR_RETURN(auto rebuilt, open_once(options, platform));
  rebuilt->kept_corrupt_path_ = kept;
  return rebuilt;
}

Result<std::unique_ptr<Store>> Store::open_once(const StoreOptions& options, const platform::Platform& platform) {
  NEARSHELF_ASSIGN_OR_RETURN(DatabaseFile file,
                             open_database_file(options.path, options.key, options.busy_timeout_ms, platform));
  Connection* const connection = file.connection.get();
  // Before the first access, or WAL would use shared memory.
  NEARSHELF_RETURN_IF_ERROR(connection->execute("PRAGMA locking_mode = EXCLUSIVE"));
  NEARSHELF_RETURN_IF_ERROR(check_identity(*connection));
  NEARSHELF_RETURN_IF_ERROR(choose_journal(*connection, options.journal, options.path));
  NEARSHELF_RETURN_IF_ERROR(connection->execute(kConfigure));
  // Found now, while it can be answered, and not in the middle of a session: about 0.4 ms a megabyte.
  NEARSHELF_ASSIGN_OR_RETURN(const std::string verdict, connection->text("PRAGMA quick_check(1)"));
  if (verdict != "ok") return damaged(verdict, options.path);
  NEARSHELF_RETURN_IF_ERROR(migrate(*connection));
  std::unique_ptr<Store> store(new Store(std::move(file), options, platform));
  // A crash may have come between a deletion and this. When the disk refuses now, the shelf is still of use.
  static_cast<void>(store->empty_journal());
  return store;
}

Status Store::read_model(const ModelRecord& record, std::span<uint8_t> bytes) {
  NEARSHELF_RETURN_IF_ERROR(models_.read(record, bytes));
  if (!platform_.crypto->has_sha256(bytes, record.sha256)) {
    return corrupt("the stored model does not have the hash it was installed with", "model " + record.model_id);
  }
  return ok_status();
}

Status Store::install_model(const ModelImage& image) {
  ModelRecord record;
  record.model_id = image.model_id;
  record.version = image.version;
  record.installed_ms = platform_.clock->now_ms();
  record.size_bytes = image.bytes.size();
  record.sha256 = platform_.crypto->sha256(image.bytes);
  if (image.rows_size > 0) {
    record.rows_offset = image.rows_offset;
    record.rows_size = image.rows_size;
    record.rows_block_bytes = std::max<uint64_t>(image.row_bytes, 1) * kRowsPerBlock;
  }
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, begin());
  NEARSHELF_ASSIGN_OR_RETURN(const auto floor, values_.integer(kVersionFloorKey));
  if (floor && image.version < static_cast<uint64_t>(*floor)) {
    return failed_precondition("model version " + std::to_string(image.version) + " is older than version " +
                                   std::to_string(static_cast<uint64_t>(*floor)) + ", which was installed before",
                               "model " + image.model_id);
  }
  NEARSHELF_RETURN_IF_ERROR(models_.replace(record, image.bytes));
  NEARSHELF_RETURN_IF_ERROR(values_.put(kVersionFloorKey, static_cast<int64_t>(image.version)));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  // A log holds a second copy of the model now; that it stays for a while is no failure of the installation.
  static_cast<void>(empty_journal());
  return ok_status();
}

Status Store::forget_all() {
  NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, begin());
  NEARSHELF_RETURN_IF_ERROR(outbox_.remove_all());
  NEARSHELF_RETURN_IF_ERROR(events_.remove_all());
  NEARSHELF_RETURN_IF_ERROR(sessions_.remove_all());
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  return empty_journal();
}

// Emptying a log overwrites its old content; a rollback journal is empty after every transaction.
Status Store::empty_journal() {
  return journal_ == Journal::kWriteAhead ? connection_->execute("PRAGMA wal_checkpoint(TRUNCATE)") : ok_status();
}

Status Store::check() {
  NEARSHELF_ASSIGN_OR_RETURN(const std::string verdict, connection_->text("PRAGMA integrity_check(1)"));
  if (verdict != "ok") return damaged(verdict, {});
  NEARSHELF_ASSIGN_OR_RETURN(const std::string orphans, connection_->text("PRAGMA foreign_key_check"));
  return orphans.empty() ? ok_status() : damaged("rows without their parent in table " + orphans, {});
}

Result<uint64_t> Store::file_bytes() {
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t pages, connection_->integer("PRAGMA page_count"));
  NEARSHELF_ASSIGN_OR_RETURN(const int64_t page_bytes, connection_->integer("PRAGMA page_size"));
  return static_cast<uint64_t>(pages) * static_cast<uint64_t>(page_bytes);
}

}  // namespace nearshelf::store
