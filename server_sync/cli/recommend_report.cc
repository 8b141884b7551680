#include "server_sync/cli/recommend_report.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace nearshelf::cli {
namespace {

constexpr float kLeastShare = 0.15f;  // smaller parts of a score are not worth a word
constexpr size_t kMostReasons = 2;
constexpr size_t kTitleWidth = 44;
constexpr size_t kReasonTitleWidth = 28;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

std::string_view kind_name(nsh_reason_kind kind) {
  switch (kind) {
    case NSH_REASON_SESSION_CONTEXT: return "session_context";
    case NSH_REASON_SIMILAR_SESSIONS: return "similar_sessions";
    case NSH_REASON_OFTEN_NEXT: return "often_next";
    case NSH_REASON_SEEN_BEFORE: return "seen_before";
    case NSH_REASON_POPULAR: return "popular";
    case NSH_REASON_POPULAR_IN_CATEGORY: return "popular_in_category";
    default: return "other";
  }
}

std::string_view context_name(nsh_context context) {
  switch (context) {
    case NSH_CONTEXT_SESSION: return "session";
    case NSH_CONTEXT_HISTORY: return "history";
    default: return "none";
  }
}

std::string main_reasons(const std::vector<Reason>& reasons) {
  std::string text;
  for (size_t r = 0; r < std::min(reasons.size(), kMostReasons); ++r) {
    if (r > 0 && reasons[r].share < kLeastShare) break;
    if (r > 0) text += ", ";
    text += reason_text(reasons[r]) + " " + std::to_string(std::lround(reasons[r].share * 100)) + "%";
  }
  return text;
}

std::string number(const char* format, double value) {
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

// 26.9f as 26.9, not as 26.899999618530273, the same number in double.
double shortest(float number) {
  std::array<char, 64> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  double value = number;
  std::from_chars(text.data(), end, value);
  return value;
}

// Cells in columns of equal width; a column that is empty everywhere is left out, the last one is not padded.
std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right) {
  std::vector<size_t> widths(right.size(), 0);
  for (const auto& row : rows) {
    for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], character_count(row[c]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (size_t c = 0; c < row.size(); ++c) {
      if (widths[c] == 0) continue;
      const std::string padding(widths[c] - character_count(row[c]), ' ');
      line += "  ";
      line += right[c] ? padding + row[c] : row[c] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

size_t character_count(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string shorten(std::string_view text, size_t width) {
  if (character_count(text) <= width) return std::string(text);
  size_t end = 0;
  for (size_t characters = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && characters++ == width - 1) break;
  }
  return std::string(text.substr(0, end)) + "\u2026";
}

std::string reason_text(const Reason& reason) {
  const std::string item = shorten(reason.item_title.empty() ? reason.item_id : reason.item_title, kReasonTitleWidth);
  switch (reason.kind) {
    case NSH_REASON_SESSION_CONTEXT: return item.empty() ? "fits the session" : "fits the session up to " + item;
    case NSH_REASON_SIMILAR_SESSIONS: return item.empty() ? "in similar sessions" : "in sessions that share " + item;
    case NSH_REASON_OFTEN_NEXT: return item.empty() ? "often next" : "often next after " + item;
    case NSH_REASON_SEEN_BEFORE: return "seen before";
    case NSH_REASON_POPULAR: return "popular in the shop";
    case NSH_REASON_POPULAR_IN_CATEGORY: return "popular in its category";
    default: return "other";
  }
}

std::string recommendations_text(const Recommendations& recommendations, double milliseconds) {
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < recommendations.size(); ++i) {
    const Item item = recommendations[i];
    rows.push_back({std::to_string(i + 1), std::string(item.id), shorten(item.title, kTitleWidth),
                    std::isnan(item.price) ? "" : number("%.2f", item.price), number("%.4f", item.score),
                    main_reasons(recommendations.reasons(i))});
  }
  if (rows.empty()) return "no item passes the filters\n";
  std::string text = table(rows, {true, true, false, true, true, false});
  switch (recommendations.context()) {
    case NSH_CONTEXT_SESSION: text += "After the session's items"; break;
    case NSH_CONTEXT_HISTORY: text += "After the last items of earlier sessions"; break;
    default: text += "By popularity: nothing is known of the session"; break;
  }
  return text + "; " + number("%.2f", milliseconds) + " ms\n";
}

std::string recommendations_json(const Recommendations& recommendations, const std::vector<std::string>& session,
                                 double milliseconds) {
  using Json = nlohmann::ordered_json;
  Json items = Json::array();
  for (size_t i = 0; i < recommendations.size(); ++i) {
    const Item item = recommendations[i];
    Json reasons = Json::array();
    for (const Reason& reason : recommendations.reasons(i)) {
      reasons.push_back({{"kind", kind_name(reason.kind)},
                         {"share", shortest(reason.share)},
                         {"item", reason.item_id},
                         {"text", reason_text(reason)}});
    }
    items.push_back({{"rank", i + 1},
                     {"id", item.id},
                     {"title", item.title},
                     {"category", item.category},
                     {"brand", item.brand},
                     {"price", std::isnan(item.price) ? Json() : Json(shortest(item.price))},
                     {"url", item.url},
                     {"image", item.image},
                     {"score", shortest(item.score)},
                     {"reasons", std::move(reasons)}});
  }
  const Json json = {{"context", context_name(recommendations.context())},
                     {"session", session},
                     {"milliseconds", milliseconds},
                     {"items", std::move(items)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace nearshelf::cli
