#include "sdk/sync/batch_encoder.h"

#include <algorithm>
#include <limits>

#include "sdk/schema/events_generated.h"

namespace nearshelf::sync {
namespace {

namespace wire = schema::sync;

// What FlatBuffers may at most add to the strings: offsets, a vtable of its own, alignment. Bounds rather than
// measures, because a builder cannot take back what it was given.
constexpr size_t kHeadBytes = 256;
constexpr size_t kEventBytes = 160;
constexpr size_t kReceiptBytes = 80;
constexpr size_t kPseudonymBytes = 72;

// Values that many events share, in the order of their first use.
template <typename T>
class Distinct {
 public:
  bool contains(const T& value) const { return std::find(values_.begin(), values_.end(), value) != values_.end(); }
  uint16_t index_of(const T& value) {
    const auto found = std::find(values_.begin(), values_.end(), value);
    if (found != values_.end()) return static_cast<uint16_t>(found - values_.begin());
    values_.push_back(value);
    return static_cast<uint16_t>(values_.size() - 1);
  }
  const std::vector<T>& values() const { return values_; }

 private:
  std::vector<T> values_;
};

flatbuffers::Offset<wire::Event> write_event(flatbuffers::FlatBufferBuilder& builder, const OutgoingEvent& outgoing,
                                             uint16_t pseudonym, uint16_t receipt) {
  const store::Event& event = outgoing.event;
  const auto id = builder.CreateString(event.event_id);
  const auto item =
      event.item_id.empty() ? flatbuffers::Offset<flatbuffers::String>() : builder.CreateString(event.item_id);
  return wire::CreateEvent(builder, id, static_cast<uint8_t>(event.kind), pseudonym, receipt, outgoing.session_token,
                           outgoing.position, event.time_ms, item, event.dwell_ms.value_or(-1),
                           static_cast<int8_t>(event.scroll_percent.value_or(-1)), event.quantity.value_or(0),
                           event.price.value_or(-1), event.rating.value_or(-1));
}

}  // namespace

EncodedBatch encode_batch(const BatchHead& head, std::span<const OutgoingEvent> events, size_t max_events,
                          size_t max_bytes) {
  flatbuffers::FlatBufferBuilder builder(16 * 1024);
  std::vector<flatbuffers::Offset<wire::Event>> offsets;
  Distinct<std::array<uint8_t, 32>> pseudonyms;
  Distinct<ConsentReceipt> receipts;
  size_t shared_bytes = kHeadBytes + head.sdk.size() + head.model_id.size();  // written after the events
  for (const OutgoingEvent& outgoing : events) {
    if (offsets.size() == max_events) break;
    size_t new_shared = 0;
    if (!pseudonyms.contains(outgoing.pseudonym)) new_shared += kPseudonymBytes;
    if (!receipts.contains(outgoing.receipt)) new_shared += kReceiptBytes + outgoing.receipt.policy_version.size();
    const size_t event_bytes = kEventBytes + outgoing.event.event_id.size() + outgoing.event.item_id.size();
    // The vector of offsets comes after the events, too.
    const size_t after = (offsets.size() + 1) * sizeof(flatbuffers::uoffset_t) + shared_bytes + new_shared;
    if (builder.GetSize() + event_bytes + after > max_bytes) break;
    shared_bytes += new_shared;
    const uint16_t pseudonym = pseudonyms.index_of(outgoing.pseudonym);
    offsets.push_back(write_event(builder, outgoing, pseudonym, receipts.index_of(outgoing.receipt)));
  }
  if (offsets.empty()) return {};

  std::vector<flatbuffers::Offset<wire::Pseudonym>> pseudonym_offsets;
  for (const auto& bytes : pseudonyms.values()) {
    pseudonym_offsets.push_back(wire::CreatePseudonym(builder, builder.CreateVector(bytes.data(), bytes.size())));
  }
  std::vector<flatbuffers::Offset<wire::Receipt>> receipt_offsets;
  for (const ConsentReceipt& receipt : receipts.values()) {
    receipt_offsets.push_back(wire::CreateReceipt(builder, receipt.decided_at_ms,
                                                  builder.CreateString(receipt.policy_version), receipt.granted,
                                                  receipt.global_privacy_control));
  }
  const auto sdk = builder.CreateString(head.sdk);
  const auto model_id =
      head.model_id.empty() ? flatbuffers::Offset<flatbuffers::String>() : builder.CreateString(head.model_id);
  const auto pseudonym_vector = builder.CreateVector(pseudonym_offsets);
  const auto receipt_vector = builder.CreateVector(receipt_offsets);
  wire::FinishBatchBuffer(
      builder, wire::CreateBatch(builder, head.sent_at_ms, sdk, model_id, head.model_version, head.dropped,
                                 pseudonym_vector, receipt_vector, builder.CreateVector(offsets), head.dropped_report));
  return {std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()), offsets.size()};
}

}  // namespace nearshelf::sync
