#include "server_sync/protocol/batch_flatbuffers.h"

#include <algorithm>
#include <utility>

#include "sdk/schema/events_generated.h"
#include "server_sync/protocol/aligned_body.h"
#include "server_sync/protocol/checks.h"
#include "server_sync/protocol/limits.h"

namespace nearshelf::protocol {

namespace fbs = schema::sync;

namespace {

constexpr uint32_t kMaxDepth = 2;  // the batch and its parts
// More than a batch may have, so that one with too many events is told so; few enough that a small body which names one
// table over and over costs little.
constexpr uint32_t kMaxTables = 4096;

std::string text_of(const flatbuffers::String* text) { return text ? text->str() : std::string(); }

std::string element(std::string_view list, size_t index) {
  return std::string(list).append("[").append(std::to_string(index)).append("]");
}

Status read_pseudonyms(const fbs::Batch& from, Batch* to) {
  NEARSHELF_RETURN_IF_ERROR(check_count(from.pseudonyms()->size(), kMaxPseudonyms, "pseudonyms"));
  for (const fbs::Pseudonym* pseudonym : *from.pseudonyms()) {
    if (pseudonym->bytes()->size() != kPseudonymBytes) {
      return invalid_argument("not 32 bytes", element("pseudonyms", to->pseudonyms.size()));
    }
    std::copy(pseudonym->bytes()->begin(), pseudonym->bytes()->end(), to->pseudonyms.emplace_back().begin());
  }
  return ok_status();
}

Status read_receipts(const fbs::Batch& from, Batch* to) {
  NEARSHELF_RETURN_IF_ERROR(check_count(from.receipts()->size(), kMaxReceipts, "receipts"));
  for (const fbs::Receipt* receipt : *from.receipts()) {
    const std::string place = element("receipts", to->receipts.size());
    Receipt& copy = to->receipts.emplace_back();
    copy.decided_at_ms = receipt->decided_at_ms();
    copy.policy_version = text_of(receipt->policy_version());
    copy.granted = receipt->granted();
    copy.global_privacy_control = receipt->global_privacy_control();
    NEARSHELF_RETURN_IF_ERROR(check_receipt(copy, place));
  }
  return ok_status();
}

// A default of the schema means "not given"; anything else is what the device said.
Event read_event(const fbs::Event& from) {
  Event to;
  to.id = from.id()->str();
  to.kind = from.kind();
  to.pseudonym = from.pseudonym();
  to.receipt = from.receipt();
  to.session = from.session();
  to.position = from.position();
  to.time_ms = from.time_ms();
  to.item_id = text_of(from.item_id());
  if (from.dwell_ms() != -1) to.dwell_ms = from.dwell_ms();
  if (from.scroll_percent() != -1) to.scroll_percent = from.scroll_percent();
  if (from.quantity() != 0) to.quantity = from.quantity();
  if (from.price() != -1) to.price = from.price();
  if (from.rating() != -1) to.rating = from.rating();
  return to;
}

flatbuffers::Offset<fbs::Event> write_event(flatbuffers::FlatBufferBuilder& builder, const Event& event) {
  const auto id = builder.CreateString(event.id);
  const auto item_id = event.item_id.empty() ? 0 : builder.CreateString(event.item_id);
  return fbs::CreateEvent(builder, id, event.kind, event.pseudonym, event.receipt, event.session, event.position,
                          event.time_ms, item_id, event.dwell_ms.value_or(-1),
                          static_cast<int8_t>(event.scroll_percent.value_or(-1)), event.quantity.value_or(0),
                          event.price.value_or(-1), event.rating.value_or(-1));
}

}  // namespace

Result<DecodedBatch> decode_batch_flatbuffers(std::string_view body) {
  const AlignedBody bytes(body);
  constexpr size_t kHeaderBytes = 2 * sizeof(flatbuffers::uoffset_t);
  if (bytes.size() < kHeaderBytes || !fbs::BatchBufferHasIdentifier(bytes.data())) {
    return invalid_argument("not a batch: its identifier is not NSHE", "byte 4");
  }
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), kMaxDepth, kMaxTables);
  if (!fbs::VerifyBatchBuffer(verifier)) {
    return invalid_argument("not a batch: a table, vector or text in it does not stand within its bytes, or is missing",
                            "body");
  }
  const fbs::Batch& from = *fbs::GetBatch(bytes.data());
  DecodedBatch decoded;
  Batch& batch = decoded.batch;
  batch.sent_at_ms = from.sent_at_ms();
  batch.sdk = text_of(from.sdk());
  batch.model_id = text_of(from.model_id());
  batch.model_version = from.model_version();
  batch.dropped = from.dropped();
  batch.dropped_report = from.dropped_report();
  NEARSHELF_RETURN_IF_ERROR(check_batch_fields(batch));
  NEARSHELF_RETURN_IF_ERROR(read_pseudonyms(from, &batch));
  NEARSHELF_RETURN_IF_ERROR(read_receipts(from, &batch));
  NEARSHELF_RETURN_IF_ERROR(check_count(from.events()->size(), kMaxBatchEvents, "events"));
  batch.events.reserve(from.events()->size());
  for (const fbs::Event* event : *from.events()) batch.events.push_back(read_event(*event));
  for (const Event& event : batch.events) decoded.rejections.push_back(check_event(event, batch));
  return decoded;
}

std::string encode_batch_flatbuffers(const Batch& batch) {
  flatbuffers::FlatBufferBuilder builder;
  std::vector<flatbuffers::Offset<fbs::Pseudonym>> pseudonyms;
  for (const Bytes32& pseudonym : batch.pseudonyms) {
    pseudonyms.push_back(fbs::CreatePseudonym(builder, builder.CreateVector(pseudonym.data(), pseudonym.size())));
  }
  std::vector<flatbuffers::Offset<fbs::Receipt>> receipts;
  for (const Receipt& receipt : batch.receipts) {
    receipts.push_back(fbs::CreateReceipt(builder, receipt.decided_at_ms, builder.CreateString(receipt.policy_version),
                                          receipt.granted, receipt.global_privacy_control));
  }
  std::vector<flatbuffers::Offset<fbs::Event>> events;
  for (const Event& event : batch.events) events.push_back(write_event(builder, event));
  const auto sdk = builder.CreateString(batch.sdk);
  const auto model_id = builder.CreateString(batch.model_id);
  const auto pseudonym_list = builder.CreateVector(pseudonyms);
  const auto receipt_list = builder.CreateVector(receipts);
  const auto event_list = builder.CreateVector(events);
  fbs::FinishBatchBuffer(builder,
                         fbs::CreateBatch(builder, batch.sent_at_ms, sdk, model_id, batch.model_version, batch.dropped,
                                          pseudonym_list, receipt_list, event_list, batch.dropped_report));
  return std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
}

}  // namespace nearshelf::protocol
