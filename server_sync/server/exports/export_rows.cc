#include "server_sync/server/exports/export_rows.h"

#include <array>
#include <charconv>

#include "server_sync/protocol/hex.h"
#include "server_sync/protocol/names.h"
#include "server_sync/server/store/digest.h"

namespace nearshelf::server {
namespace {

// RFC 4180: only where it has to be.
std::string quoted(std::string_view text, char delimiter) {
  if (text.find(delimiter) == std::string_view::npos && text.find_first_of("\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string number(const std::optional<int64_t>& value) { return value ? std::to_string(*value) : std::string(); }

// The shortest digits that give the same number again, always with a point or an exponent, so that a reader that
// guesses types from the text sees a floating-point number.
std::string number(const std::optional<double>& value) {
  if (!value) return {};
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), *value).ptr;
  std::string digits(text.data(), end);
  return digits.find_first_of(".en") == std::string::npos ? digits + ".0" : digits;
}

std::string training_row(const StoredEvent& event) {
  if (event.item_id.empty()) return {};
  return export_session_id(event) + "," + quoted(event.item_id, ',') + "," + std::to_string(event.time_ms) + "," +
         std::string(protocol::kind_name(event.kind)) + "\n";
}

std::string column_row(const StoredEvent& event) {
  std::string row = export_session_id(event);
  for (const std::string& value :
       {std::to_string(event.position), std::to_string(event.time_ms), std::to_string(event.received_ms),
        std::string(protocol::kind_name(event.kind)), quoted(event.item_id, '\t'), number(event.dwell_ms),
        number(event.scroll_percent), number(event.quantity), number(event.price), number(event.rating)}) {
    row += '\t';
    row += value;
  }
  return row + "\n";
}

}  // namespace

std::string export_session_id(const StoredEvent& event) {
  std::string session(8, '\0');
  for (size_t i = 0; i < session.size(); ++i) session[i] = static_cast<char>(event.session >> (8 * i));
  const Bytes32 hash = sha256(as_text(event.pseudonym), session);
  return protocol::to_hex(std::span(hash).first(8));
}

std::string export_header(ExportLayout layout) {
  if (layout == ExportLayout::kTraining) return "session_id,item_id,time,event_type\n";
  return "session_id\tposition\ttime_ms\treceived_ms\tkind\titem_id\tdwell_ms\tscroll_"
         "percent\tquantity\tprice\trating\n";
}

std::string export_row(ExportLayout layout, const StoredEvent& event) {
  return layout == ExportLayout::kTraining ? training_row(event) : column_row(event);
}

}  // namespace nearshelf::server
