#include "server_sync/server/store/sqlite/event_record.h"

#include <algorithm>
#include <cstring>

#include "sdk/base/bit_cast.h"

namespace nearshelf::server::sqlite {
namespace {

constexpr uint8_t kFormat = 1;

enum Present : uint8_t { kDwell = 1, kScroll = 2, kQuantity = 4, kPrice = 8, kRating = 16 };

void put_varint(std::string* out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out->push_back(static_cast<char>(value | 0x80));
  out->push_back(static_cast<char>(value));
}

void put_signed(std::string* out, int64_t value) {
  put_varint(out, (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
}

void put_fixed(std::string* out, uint64_t value) {
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (8 * i));
  out->append(bytes, sizeof(bytes));
}

void put_text(std::string* out, std::string_view text) {
  put_varint(out, text.size());
  out->append(text);
}

// Reads past the end give zeros and are remembered.
class Reader {
 public:
  explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }

  uint8_t byte() {
    const auto taken = take(1);
    return taken.empty() ? 0 : taken[0];
  }
  uint64_t varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t next = byte();
      value |= static_cast<uint64_t>(next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  int64_t signed_varint() {
    const uint64_t value = varint();
    return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
  }
  uint64_t fixed() {
    uint64_t value = 0;
    const auto taken = take(8);
    for (size_t i = 0; i < taken.size(); ++i) value |= static_cast<uint64_t>(taken[i]) << (8 * i);
    return value;
  }
  std::string text() {
    const auto taken = take(varint());
    return std::string(taken.begin(), taken.end());
  }
  std::span<const uint8_t> take(uint64_t count) {
    if (count > bytes_.size()) {
      ok_ = false;
      bytes_ = {};
      return {};
    }
    const auto taken = bytes_.first(static_cast<size_t>(count));
    bytes_ = bytes_.subspan(static_cast<size_t>(count));
    return taken;
  }

 private:
  std::span<const uint8_t> bytes_;
  bool ok_ = true;
};

void write_event(const StoredEvent& event, size_t receipt, std::string* out) {
  put_text(out, event.event_id);
  put_fixed(out, event.session);
  put_varint(out, event.position);
  out->push_back(static_cast<char>(event.kind));
  out->push_back(static_cast<char>(event.purposes));
  put_signed(out, event.time_ms);
  put_signed(out, event.received_ms);
  put_varint(out, receipt);
  put_text(out, event.item_id);
  out->push_back(static_cast<char>((event.dwell_ms ? kDwell : 0) | (event.scroll_percent ? kScroll : 0) |
                                   (event.quantity ? kQuantity : 0) | (event.price ? kPrice : 0) |
                                   (event.rating ? kRating : 0)));
  if (event.dwell_ms) put_signed(out, *event.dwell_ms);
  if (event.scroll_percent) put_signed(out, *event.scroll_percent);
  if (event.quantity) put_signed(out, *event.quantity);
  if (event.price) put_fixed(out, bit_cast<uint64_t>(*event.price));
  if (event.rating) put_fixed(out, bit_cast<uint64_t>(*event.rating));
}

StoredEvent read_event(Reader& in, const Bytes32& pseudonym, const std::vector<Bytes32>& receipts, bool* ok) {
  StoredEvent event;
  event.pseudonym = pseudonym;
  event.event_id = in.text();
  event.session = in.fixed();
  event.position = static_cast<uint32_t>(in.varint());
  event.kind = in.byte();
  event.purposes = in.byte();
  event.time_ms = in.signed_varint();
  event.received_ms = in.signed_varint();
  const uint64_t receipt = in.varint();
  if (receipt < receipts.size()) {
    event.receipt = receipts[static_cast<size_t>(receipt)];
  } else {
    *ok = false;
  }
  event.item_id = in.text();
  const uint8_t present = in.byte();
  if (present & kDwell) event.dwell_ms = in.signed_varint();
  if (present & kScroll) event.scroll_percent = in.signed_varint();
  if (present & kQuantity) event.quantity = in.signed_varint();
  if (present & kPrice) event.price = bit_cast<double>(in.fixed());
  if (present & kRating) event.rating = bit_cast<double>(in.fixed());
  return event;
}

}  // namespace

void write_chunk(std::span<const StoredEvent* const> events, std::string* out) {
  std::vector<const Bytes32*> receipts;
  std::vector<size_t> of_event;
  of_event.reserve(events.size());
  for (const StoredEvent* event : events) {
    const auto same = [event](const Bytes32* receipt) { return *receipt == event->receipt; };
    const auto found = std::find_if(receipts.begin(), receipts.end(), same);
    of_event.push_back(static_cast<size_t>(found - receipts.begin()));
    if (found == receipts.end()) receipts.push_back(&event->receipt);
  }
  out->push_back(static_cast<char>(kFormat));
  put_varint(out, receipts.size());
  for (const Bytes32* receipt : receipts) out->append(receipt->begin(), receipt->end());
  put_varint(out, events.size());
  for (size_t i = 0; i < events.size(); ++i) write_event(*events[i], of_event[i], out);
}

Result<std::vector<StoredEvent>> read_chunk(std::span<const uint8_t> bytes, const Bytes32& pseudonym) {
  const Status damaged = corrupt("a chunk of events is damaged: restore the last backup of the event store");
  Reader in(bytes);
  if (in.byte() != kFormat) return damaged;
  // Every entry has bytes of its own, so a count beyond them is damage and not a reason to ask for memory.
  const uint64_t receipt_count = in.varint();
  if (receipt_count > bytes.size()) return damaged;
  std::vector<Bytes32> receipts(static_cast<size_t>(receipt_count));
  for (Bytes32& receipt : receipts) {
    const auto taken = in.take(receipt.size());
    std::copy(taken.begin(), taken.end(), receipt.begin());
  }
  const uint64_t count = in.varint();
  if (!in.ok() || count > bytes.size()) return damaged;
  std::vector<StoredEvent> events;
  events.reserve(static_cast<size_t>(count));
  bool ok = true;
  for (uint64_t i = 0; i < count && in.ok() && ok; ++i) events.push_back(read_event(in, pseudonym, receipts, &ok));
  if (!ok || !in.ok() || !in.at_end()) return damaged;
  return events;
}

}  // namespace nearshelf::server::sqlite
