#include "server_sync/data/session_text.h"

#include <string_view>

namespace nearshelf::data {
namespace {

Status add_session(std::string_view line, SessionLog& log) {
  while (true) {
    const size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    const size_t end = line.find(' ', begin);
    const std::string_view id = line.substr(begin, end - begin);
    bool is_new = false;
    const uint32_t item = log.items.add(id, &is_new);
    if (is_new) {
      if (id.find('\t') != std::string_view::npos) {
        return invalid_argument(
            "the session has a tab, as in a file of test pairs; item ids are separated by spaces, and test pairs must "
            "not "
            "be trained on");
      }
      NEARSHELF_RETURN_IF_ERROR(check_id(id));
    }
    log.clicks.push_back(item);
    if (end == std::string_view::npos) break;
    line.remove_prefix(end);
  }
  if (log.clicks.size() > log.offsets.back()) log.offsets.push_back(log.clicks.size());
  return ok_status();
}

}  // namespace

Result<SessionLog> read_session_text(LineReader& lines) {
  SessionLog log;
  std::string_view line;
  while (lines.next(line)) {
    if (Status status = add_session(line, log); !status.ok()) return status.at(lines.place());
  }
  NEARSHELF_RETURN_IF_ERROR(lines.status());
  return log;
}

}  // namespace nearshelf::data
