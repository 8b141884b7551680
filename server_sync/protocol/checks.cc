#include "server_sync/protocol/checks.h"

#include <algorithm>
#include <optional>

#include "sdk/model/text.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::protocol {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._:-").find(c) != std::string_view::npos;
}

std::string bad(std::string_view field, std::string_view why) {
  return std::string("event.").append(field).append(": ").append(why);
}

std::string bad(const Status& status) { return bad(status.place(), status.message()); }

// A number that is there must fit the kind and the range; NaN is in no range.
template <typename T>
std::string check_number(std::string_view field, const std::optional<T>& value, bool fits_kind, T min, T max,
                         std::string_view range) {
  if (!value) return {};
  if (!fits_kind) return bad(field, "does not fit this kind of event; leave it out");
  if (!(*value >= min && *value <= max)) return bad(field, std::string("not within ").append(range));
  return {};
}

std::string check_numbers(const Event& event) {
  const bool is_seen = event.kind == kView || event.kind == kImpression;
  const bool is_trade = event.kind == kAddToCart || event.kind == kRemoveFromCart || event.kind == kPurchase;
  std::string error = check_number<int64_t>("dwell_ms", event.dwell_ms, is_seen, 0, kMaxDwellMs, "0 and one day");
  if (error.empty()) {
    error = check_number<int64_t>("scroll_percent", event.scroll_percent, is_seen, 0, kMaxScrollPercent, "0 and 100");
  }
  if (error.empty()) {
    error = check_number<int64_t>("quantity", event.quantity, is_trade, 1, kMaxQuantity, "1 and 1000000");
  }
  if (error.empty()) error = check_number("price", event.price, true, 0.0, kMaxPrice, "0 and 1e12");
  if (error.empty()) error = check_number("rating", event.rating, event.kind == kRating, 0.0, kMaxRating, "0 and 5");
  if (error.empty() && event.kind == kRating && !event.rating) error = bad("rating", "missing");
  return error;
}

}  // namespace

Status check_text(std::string_view text, size_t min_bytes, size_t max_bytes, std::string_view place) {
  if (text.size() < min_bytes) return invalid_argument("missing or empty", place);
  if (text.size() > max_bytes) return invalid_argument("longer than " + std::to_string(max_bytes) + " bytes", place);
  if (!model::is_valid_text(text) || std::any_of(text.begin(), text.end(), is_control)) {
    return invalid_argument("not UTF-8 text without control characters", place);
  }
  return ok_status();
}

Status check_id(std::string_view id, size_t max_bytes, std::string_view place) {
  if (id.empty() || id.size() > max_bytes || !std::all_of(id.begin(), id.end(), is_id_character)) {
    return invalid_argument("not 1 to " + std::to_string(max_bytes) + " of A-Z a-z 0-9 . _ : -", place);
  }
  return ok_status();
}

Status check_time(TimeMs time_ms, std::string_view place) {
  if (time_ms < 0 || time_ms > kMaxTimeMs) return invalid_argument("not between 1970 and the year 9999", place);
  return ok_status();
}

Status check_receipt(const Receipt& receipt, std::string_view place) {
  Status status = check_time(receipt.decided_at_ms, "decided_at_ms");
  if (status.ok()) status = check_text(receipt.policy_version, 1, kMaxPolicyVersionBytes, "policy_version");
  if (status.ok() && receipt.granted > (kPersonalization | kMeasurement | kModelImprovement)) {
    status = invalid_argument("has bits that are no purpose", "granted");
  }
  if (status.ok()) return status;
  return invalid_argument(status.message(), std::string(place).append(".").append(status.place()));
}

Status check_batch_fields(const Batch& batch) {
  NEARSHELF_RETURN_IF_ERROR(check_time(batch.sent_at_ms, "sent_at_ms"));
  NEARSHELF_RETURN_IF_ERROR(check_text(batch.sdk, 0, kMaxSdkBytes, "sdk"));
  return check_text(batch.model_id, 0, kMaxModelIdBytes, "model_id");
}

Status check_count(size_t count, size_t max, std::string_view place) {
  if (count <= max) return ok_status();
  return Status(Code::kLimit, "has " + std::to_string(count) + ", at most " + std::to_string(max) + " are taken",
                place);
}

std::string check_event(const Event& event, const Batch& batch) {
  if (const Status status = check_id(event.id, kMaxEventIdBytes, "id"); !status.ok()) return bad(status);
  if (event.kind == kSearch) return bad("kind", "searches are not sent");
  if (kind_name(event.kind).empty()) {
    return bad("kind", "no kind of event has number " + std::to_string(event.kind));
  }
  if (event.pseudonym >= batch.pseudonyms.size()) return bad("pseudonym", "not below the number of pseudonyms");
  if (event.receipt >= batch.receipts.size()) return bad("receipt", "not below the number of receipts");
  if (const Status status = check_time(event.time_ms, "time_ms"); !status.ok()) return bad(status);
  if (const Status status = check_text(event.item_id, 1, kMaxItemIdBytes, "item_id"); !status.ok()) return bad(status);
  return check_numbers(event);
}

}  // namespace nearshelf::protocol
