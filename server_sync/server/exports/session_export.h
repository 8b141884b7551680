// Consented sessions as a file: for `nearshelf train`, or with every column for analysis. docs/formats.md has the
// columns.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_SESSION_EXPORT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_SESSION_EXPORT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

enum class ExportLayout {
  kTraining,  // CSV: session, item, time and event type
  kColumns,   // TSV: every column, in an order that does not change
};

// "training", "columns".
std::optional<ExportLayout> parse_export_layout(std::string_view name);

struct ExportOptions {
  SessionFilter filter;  // the purposes always include model improvement
  std::string path;      // gzip, whatever its name
  ExportLayout layout = ExportLayout::kTraining;
  // Told every 20,000 events; a false gives up with kCancelled.
  std::function<bool(uint64_t events)> progress;
};

struct ExportReport {
  uint64_t events = 0;
  uint64_t sessions = 0;
  uint64_t without_item = 0;  // left out of the training layout
  uint64_t file_bytes = 0;
};

// `path` afterwards holds the whole export, as it was at one moment, or what it held before; only its owner may read
// it. An export that was broken off begins anew: a part written before an erasure would bring back what was erased.
// Errors: those of reading, kIo and kNoSpace with the path, kCancelled.
Result<ExportReport> export_sessions(EventStore& store, const ExportOptions& options);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_SESSION_EXPORT_H_
