#include "sdk/profile/validate.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "sdk/model/text.h"

namespace nearshelf::profile {
namespace {

using store::EventKind;

Status bad(std::string_view field, std::string message) {
  return invalid_argument(std::move(message), std::string("event.").append(field));
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

Status check_text(std::string_view field, const std::string& text, size_t max_bytes) {
  if (text.size() > max_bytes) return bad(field, "longer than " + std::to_string(max_bytes) + " bytes");
  if (!model::is_valid_text(text) || std::any_of(text.begin(), text.end(), is_control)) {
    return bad(field, "not UTF-8 text without control characters");
  }
  return ok_status();
}

Status check_event_id(const std::string& id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._:-").find(c) != std::string_view::npos;
  };
  if (id.size() > kMaxEventIdBytes || !std::all_of(id.begin(), id.end(), allowed)) {
    return bad("event_id", "not 1 to 64 of A-Z a-z 0-9 . _ : -");
  }
  return ok_status();
}

// A number that is there must fit the kind and the range; NaN is in no range.
template <typename T>
Status check_number(std::string_view field, const std::optional<T>& value, bool fits_kind, T min, T max,
                    std::string_view range) {
  if (!value) return ok_status();
  if (!fits_kind) return bad(field, "does not fit this kind of event; leave it out");
  if (!(*value >= min && *value <= max)) return bad(field, "not within " + std::string(range));
  return ok_status();
}

}  // namespace

Status validate(const store::Event& event) {
  const EventKind kind = event.kind;
  if (kind < EventKind::kView || kind > EventKind::kImpression) {
    return bad("kind", "no kind of event has number " + std::to_string(static_cast<int>(kind)));
  }
  const bool is_search = kind == EventKind::kSearch;
  const bool is_rating = kind == EventKind::kRating;
  const bool is_seen = kind == EventKind::kView || kind == EventKind::kImpression;
  const bool is_trade =
      kind == EventKind::kAddToCart || kind == EventKind::kRemoveFromCart || kind == EventKind::kPurchase;

  if (event.item_id.empty() != is_search) {
    return bad("item_id", is_search ? "a search has no item; leave it out" : "missing");
  }
  if (event.query.empty() == is_search) {
    return bad("query", is_search ? "missing" : "does not fit this kind of event; leave it out");
  }
  if (is_rating && !event.rating) return bad("rating", "missing");
  if (event.time_ms < 0 || event.time_ms > kMaxTimeMs) return bad("time_ms", "not between 1970 and the year 9999");
  NEARSHELF_RETURN_IF_ERROR(check_text("item_id", event.item_id, kMaxItemIdBytes));
  NEARSHELF_RETURN_IF_ERROR(check_event_id(event.event_id));
  NEARSHELF_RETURN_IF_ERROR(check_text("query", event.query, kMaxQueryBytes));
  NEARSHELF_RETURN_IF_ERROR(
      check_number<int64_t>("dwell_ms", event.dwell_ms, is_seen, 0, kMaxDwellMs, "0 and one day"));
  NEARSHELF_RETURN_IF_ERROR(
      check_number<int64_t>("scroll_percent", event.scroll_percent, is_seen, 0, 100, "0 and 100"));
  NEARSHELF_RETURN_IF_ERROR(
      check_number<int64_t>("quantity", event.quantity, is_trade, 1, kMaxQuantity, "1 and 1000000"));
  NEARSHELF_RETURN_IF_ERROR(check_number("price", event.price, !is_search, 0.0, kMaxPrice, "0 and 1e12"));
  return check_number("rating", event.rating, is_rating, 0.0, kMaxRating, "0 and 5");
}

}  // namespace nearshelf::profile
