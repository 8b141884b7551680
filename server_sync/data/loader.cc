#include "server_sync/data/loader.h"

#include <memory>
#include <string_view>
#include <utility>

#include "server_sync/data/byte_source.h"
#include "server_sync/data/cleaning.h"
#include "server_sync/data/line_reader.h"
#include "server_sync/data/session_text.h"
#include "server_sync/data/sessionize.h"

namespace nearshelf::data {
namespace {

constexpr uint32_t kEventItemSupport = 5;
constexpr uint32_t kEventSessionLength = 2;

Result<SessionLog> read_log(LineReader& lines, const Shape& shape, const LoadOptions& options, CleaningReport& report) {
  if (shape.layout == Layout::kSessions) {
    NEARSHELF_ASSIGN_OR_RETURN(SessionLog log, read_session_text(lines));
    report.read = {log.clicks.size(), log.session_count(), log.items.size()};
    return log;
  }
  NEARSHELF_ASSIGN_OR_RETURN(EventLog events, read_events(lines, shape, options.events, report));
  return sessionize(std::move(events), options.session_gap, report);
}

Status nothing_left(const CleaningReport& report) {
  std::string message = "no session is left after cleaning; it dropped";
  std::string separator = " ";
  for (const CleaningStep& step : report.steps) {
    if (step.dropped.clicks == 0) continue;
    message += separator + std::to_string(step.dropped.clicks) + " clicks by " + step.rule;
    separator = ", ";
  }
  return invalid_argument(separator == " " ? "the file has no sessions" : message, report.source);
}

}  // namespace

Result<LoadedSessions> load_sessions(const std::string& path, const LoadOptions& options) {
  NEARSHELF_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, ByteSource::open(path));
  LineReader lines(std::move(source));
  std::string_view first_line;
  if (!lines.peek(first_line)) {
    NEARSHELF_RETURN_IF_ERROR(lines.status());
    return invalid_argument("the file is empty", lines.name());
  }
  const Result<Shape> shape = detect_shape(first_line, options.layout, options.events.columns);
  if (!shape.ok()) return shape.status().at(lines.place_of(1));

  LoadedSessions loaded;
  loaded.report.source = lines.name();
  loaded.report.layout = layout_name(shape->layout);
  NEARSHELF_ASSIGN_OR_RETURN(SessionLog log, read_log(lines, *shape, options, loaded.report));
  const bool cleaned = shape->layout == Layout::kSessions;
  drop_robots(log, options.drop_robots.value_or(!cleaned), loaded.report);
  enforce_support(log, options.min_item_support.value_or(cleaned ? 1 : kEventItemSupport),
                  options.min_session_length.value_or(cleaned ? 1 : kEventSessionLength), loaded.report);
  loaded.dataset = make_dataset(log, loaded.report);
  if (loaded.dataset.session_count() == 0) return nothing_left(loaded.report);
  return loaded;
}

}  // namespace nearshelf::data
