#include "server_sync/server/exports/session_export.h"

#include <memory>
#include <utility>

#include "server_sync/server/exports/export_rows.h"
#include "server_sync/server/exports/gzip_file.h"

namespace nearshelf::server {
namespace {

constexpr uint64_t kProgressEvents = 20'000;

}  // namespace

std::optional<ExportLayout> parse_export_layout(std::string_view name) {
  if (name == "training") return ExportLayout::kTraining;
  if (name == "columns") return ExportLayout::kColumns;
  return std::nullopt;
}

Result<ExportReport> export_sessions(EventStore& store, const ExportOptions& options) {
  SessionFilter filter = options.filter;
  filter.purposes |= protocol::kModelImprovement;
  NEARSHELF_ASSIGN_OR_RETURN(const std::unique_ptr<GzipFile> file, GzipFile::create(options.path));
  NEARSHELF_RETURN_IF_ERROR(file->write(export_header(options.layout)));
  ExportReport report;
  Status stopped;
  std::pair<Bytes32, uint64_t> session;
  const Status read = store.read_sessions(filter, [&](const StoredEvent& event, std::string_view) {
    const std::string row = export_row(options.layout, event);
    if (row.empty()) {
      ++report.without_item;
      return true;
    }
    const std::pair of_event(event.pseudonym, event.session);
    if (report.events == 0 || of_event != session) ++report.sessions;
    session = of_event;
    ++report.events;
    stopped = file->write(row);
    if (stopped.ok() && report.events % kProgressEvents == 0 && options.progress && !options.progress(report.events)) {
      stopped = Status(Code::kCancelled, "the export was given up; nothing was written", options.path);
    }
    return stopped.ok();
  });
  NEARSHELF_RETURN_IF_ERROR(read);
  NEARSHELF_RETURN_IF_ERROR(stopped);
  NEARSHELF_ASSIGN_OR_RETURN(report.file_bytes, file->finish());
  return report;
}

}  // namespace nearshelf::server
