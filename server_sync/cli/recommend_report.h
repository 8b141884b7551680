// Recommendations as text and JSON. Includes the public header only (see recommend_command.cc).
#ifndef NEARSHELF_SERVER_SYNC_CLI_RECOMMEND_REPORT_H_
#define NEARSHELF_SERVER_SYNC_CLI_RECOMMEND_REPORT_H_

#include <string>
#include <string_view>
#include <vector>

#include "nearshelf/nearshelf.hpp"

namespace nearshelf::cli {

// One line for an item: rank, id, title, price, score, and its main reasons in words. Columns that no item fills are
// left out. Ends with a line on what was followed and how long it took.
std::string recommendations_text(const Recommendations& recommendations, double milliseconds);

// {"context", "session", "milliseconds", "items": [{"rank", "id", "title", "category", "brand", "price" (or null),
// "url", "image", "score", "reasons": [{"kind", "share", "item", "text"}]}]}, indented, with a newline at the end.
std::string recommendations_json(const Recommendations& recommendations, const std::vector<std::string>& session,
                                 double milliseconds);

// "often next after Oak Tray".
std::string reason_text(const Reason& reason);

// At most `width` characters of UTF-8 text, the last one an ellipsis when some are cut off.
std::string shorten(std::string_view text, size_t width);
size_t character_count(std::string_view text);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_RECOMMEND_REPORT_H_
