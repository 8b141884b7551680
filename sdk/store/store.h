// The one database of a shelf: the shopper's events and sessions, decisions and what waits to be sent under them, the
// installed model, and small values.
//
// SQLite with synchronous=FULL: a transaction that was committed survives a kill and a power cut. The file is locked
// for as long as the store is open, which also spares the shared-memory file that a write-ahead log otherwise needs.
// The page cache is bounded to 2 MiB and nothing is memory-mapped: the model is read once, events are small, and an I/O
// error of a mapped file would be a signal instead of a Status. Deleted rows are overwritten (secure_delete).
//
// Threads: none of this locks; its owner serialises the calls.
#ifndef NEARSHELF_SDK_STORE_STORE_H_
#define NEARSHELF_SDK_STORE_STORE_H_

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "sdk/base/status.h"
#include "sdk/platform/platform.h"
#include "sdk/store/consent_table.h"
#include "sdk/store/counter_table.h"
#include "sdk/store/database_file.h"
#include "sdk/store/erase_table.h"
#include "sdk/store/event_table.h"
#include "sdk/store/key_values.h"
#include "sdk/store/model_table.h"
#include "sdk/store/outbox_table.h"
#include "sdk/store/pseudonym_table.h"
#include "sdk/store/session_table.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

// How a transaction is made whole.
enum class Journal {
  kWriteAhead,  // a log beside the database: one flush a transaction
  kRollback,    // what was there before is kept beside the database: three flushes, and never more than two files
};

#if defined(__EMSCRIPTEN__)
inline constexpr Journal kHostJournal = Journal::kRollback;  // the files that a browser gives are these two
#else
inline constexpr Journal kHostJournal = Journal::kWriteAhead;
#endif

struct StoreOptions {
  std::string path;  // empty = in memory
  int busy_timeout_ms = 1000;
  // A corrupt file is kept as <path>.corrupt-<time> and a new one begun; otherwise it is an error.
  bool rebuild_if_corrupt = false;
  Journal journal = kHostJournal;
  // What the file is sealed with (sdk/store/sealed); empty = it is not.
  std::optional<SealKey> key;
};

// An artifact to install: its identity and where the embedding rows stand in it.
struct ModelImage {
  std::string model_id;
  uint64_t version = 0;
  std::span<const uint8_t> bytes;
  uint64_t rows_offset = 0;
  uint64_t rows_size = 0;  // 0 = no embeddings
  uint64_t row_bytes = 0;
};

class Store {
 public:
  // Opens or makes the database, looks for damage, and brings it to the present layout.
  // Errors: kInvalidArgument (the database of something else), kUnsupportedVersion, kBusy, kCorrupt, kIo, kNoSpace.
  static Result<std::unique_ptr<Store>> open(const StoreOptions& options, const platform::Platform& platform);

  // Where a corrupt file was put by this open(); empty when none was.
  const std::string& kept_corrupt_path() const { return kept_corrupt_path_; }

  Result<Transaction> begin() { return connection_->begin(); }
  EventTable& events() { return events_; }
  SessionTable& sessions() { return sessions_; }
  ConsentTable& consent() { return consent_; }
  PseudonymTable& pseudonyms() { return pseudonyms_; }
  OutboxTable& outbox() { return outbox_; }
  EraseTable& erasures() { return erasures_; }
  CounterTable& counters() { return counters_; }
  KeyValues& values() { return values_; }

  // The installed model's record; empty when none was ever installed.
  Result<std::optional<ModelRecord>> model_record() { return models_.current(); }
  // Reads the artifact into `bytes` (record.size_bytes long) and checks its hash. Errors: kCorrupt, kIo.
  Status read_model(const ModelRecord& record, std::span<uint8_t> bytes);
  // Replaces the model, all or nothing. Errors: kFailedPrecondition when a newer version was ever installed here.
  Status install_model(const ModelImage& image);

  // Deletes events, also those that wait to be sent, and sessions, and overwrites what they were, in the journal too.
  // The model and the decisions stay.
  Status forget_all();
  // Overwrites what a deletion that is committed left in the journal.
  Status empty_journal();

  // A deeper search for damage than open() makes: indexes against tables, rows against their parents.
  Status check();
  Result<uint64_t> file_bytes();
  uint64_t memory_bytes() const { return connection_->memory_bytes(); }
  void trim_memory() { connection_->trim_memory(); }

 private:
  Store(DatabaseFile file, const StoreOptions& options, const platform::Platform& platform);
  static Result<std::unique_ptr<Store>> open_once(const StoreOptions& options, const platform::Platform& platform);

  DatabaseFile file_;
  Connection* const connection_;  // of file_
  const Journal journal_;
  platform::Platform platform_;
  EventTable events_;
  SessionTable sessions_;
  ModelTable models_;
  KeyValues values_;
  ConsentTable consent_;
  PseudonymTable pseudonyms_;
  OutboxTable outbox_;
  EraseTable erasures_;
  CounterTable counters_;
  std::string kept_corrupt_path_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_STORE_H_
