#include "server_sync/protocol/reply.h"

#include <nlohmann/json.hpp>

#include "sdk/schema/events_generated.h"
#include "server_sync/protocol/aligned_body.h"
#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/json_fields.h"
#include "server_sync/protocol/json_parser.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/names.h"

namespace nearshelf::protocol {

namespace fbs = schema::sync;
using Json = nlohmann::json;

namespace {

bool has_remark(const EventOutcome& outcome) {
  return outcome.verdict != Verdict::kStored && outcome.verdict != Verdict::kDuplicate;
}

// A remark that comes twice, or to a verdict that has none, is taken as it is: only its index has to fit.
Status put_remark(uint64_t event, std::string_view reason, std::vector<EventOutcome>* outcomes) {
  if (event >= outcomes->size()) return corrupt("a remark on an event that was not sent", "remarks");
  (*outcomes)[event].reason = reason;
  return ok_status();
}

}  // namespace

std::string encode_reply_flatbuffers(std::span<const EventOutcome> outcomes) {
  flatbuffers::FlatBufferBuilder builder;
  std::vector<uint8_t> verdicts;
  std::vector<flatbuffers::Offset<fbs::Remark>> remarks;
  for (const EventOutcome& outcome : outcomes) {
    if (has_remark(outcome)) {
      remarks.push_back(
          fbs::CreateRemark(builder, static_cast<uint32_t>(verdicts.size()), builder.CreateString(outcome.reason)));
    }
    verdicts.push_back(static_cast<uint8_t>(outcome.verdict));
  }
  const auto verdict_list = builder.CreateVector(verdicts);
  builder.Finish(fbs::CreateReply(builder, verdict_list, builder.CreateVector(remarks)));
  return std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
}

std::string encode_reply_json(std::span<const EventOutcome> outcomes) {
  Json json = {{"verdicts", Json::array()}, {"remarks", Json::array()}};
  for (const EventOutcome& outcome : outcomes) {
    if (has_remark(outcome)) {
      json["remarks"].push_back({{"event", json["verdicts"].size()}, {"reason", outcome.reason}});
    }
    json["verdicts"].push_back(verdict_name(outcome.verdict));
  }
  return canonical_json(json);
}

Result<std::vector<EventOutcome>> decode_reply_flatbuffers(std::string_view body) {
  const AlignedBody bytes(body);
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), 2, 2 * kMaxBatchEvents);
  if (!verifier.VerifyBuffer<fbs::Reply>(nullptr)) return corrupt("not the answer to a batch", "body");
  const auto* reply = flatbuffers::GetRoot<fbs::Reply>(bytes.data());
  std::vector<EventOutcome> outcomes;
  for (const uint8_t verdict : *reply->verdicts()) {
    if (verdict > static_cast<uint8_t>(Verdict::kErased)) return corrupt("there is no such verdict", "verdicts");
    outcomes.push_back({static_cast<Verdict>(verdict), {}});
  }
  if (!reply->remarks()) return outcomes;
  for (const fbs::Remark* remark : *reply->remarks()) {
    NEARSHELF_RETURN_IF_ERROR(put_remark(remark->event(), remark->reason()->string_view(), &outcomes));
  }
  return outcomes;
}

Result<std::vector<EventOutcome>> decode_reply_json(std::string_view body) {
  const auto broken = [](const Status& status) { return corrupt(status.message(), status.place()); };
  auto parsed = parse_json(body, kMaxJsonDepth);
  if (!parsed.ok()) return broken(parsed.status());
  JsonFields fields(*parsed, "");
  const Json* verdicts = fields.read_array("verdicts", true);
  const Json* remarks = fields.read_array("remarks", true);
  if (const Status status = fields.finish(); !status.ok()) return broken(status);
  std::vector<EventOutcome> outcomes;
  for (const Json& name : *verdicts) {
    const auto verdict = name.is_string() ? verdict_of(name.get_ref<const std::string&>()) : std::nullopt;
    if (!verdict) return corrupt("there is no such verdict", "verdicts");
    outcomes.push_back({*verdict, {}});
  }
  for (const Json& remark : *remarks) {
    JsonFields members(remark, "remarks");
    uint64_t event = 0;
    std::string reason;
    members.read("event", kMaxBatchEvents, &event, true);
    members.read("reason", &reason, true);
    if (const Status status = members.finish(); !status.ok()) return broken(status);
    NEARSHELF_RETURN_IF_ERROR(put_remark(event, reason, &outcomes));
  }
  return outcomes;
}

}  // namespace nearshelf::protocol
