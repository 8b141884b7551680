#include "tests/support/fake_sync_server.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "sdk/schema/events_generated.h"

namespace nearshelf::testing {
namespace {

namespace wire = schema::sync;

constexpr uint8_t kStored = 0;
constexpr uint8_t kDuplicate = 1;
constexpr uint8_t kConflict = 3;
constexpr uint8_t kNoConsent = 5;
constexpr uint8_t kMeasurement = 2;

std::string fields_of(const wire::Event& event) {
  std::ostringstream text;
  text << int{event.kind()} << ' ' << event.session() << ' ' << event.position() << ' ' << event.time_ms() << ' '
       << (event.item_id() ? event.item_id()->str() : "") << ' ' << event.dwell_ms() << ' '
       << int{event.scroll_percent()} << ' ' << event.quantity() << ' ' << event.price() << ' ' << event.rating();
  return text.str();
}

std::string hex_of(const std::string& bytes) {
  std::string hex;
  for (const char c : bytes) {
    hex += "0123456789abcdef"[static_cast<uint8_t>(c) >> 4];
    hex += "0123456789abcdef"[static_cast<uint8_t>(c) & 15];
  }
  return hex;
}

}  // namespace

FakeAnswer FakeSyncServer::events(const std::string& body) {
  const auto* data = reinterpret_cast<const uint8_t*>(body.data());
  flatbuffers::Verifier verifier(data, body.size());
  if (body.empty() || !wire::VerifyBatchBuffer(verifier)) return {400, "{}"};
  const wire::Batch& batch = *wire::GetBatch(data);
  for (const wire::Event* event : *batch.events()) {
    const bool sound = event->pseudonym() < batch.pseudonyms()->size() && event->receipt() < batch.receipts()->size();
    if (!sound || poisoned_.contains(event->id()->str())) return {400, "{}"};
  }
  if (batch.dropped() > 0 && dropped_reports_.insert(batch.dropped_report()).second) {
    reported_dropped_ += batch.dropped();
  }
  std::vector<uint8_t> verdicts;
  for (const wire::Event* event : *batch.events()) {
    const auto& pseudonym = *batch.pseudonyms()->Get(event->pseudonym())->bytes();
    const uint8_t purposes = batch.receipts()->Get(event->receipt())->granted();
    const Stored stored = {std::string(pseudonym.begin(), pseudonym.end()), fields_of(*event), purposes};
    if ((purposes & kMeasurement) == 0) {
      verdicts.push_back(kNoConsent);
      continue;
    }
    const auto [place, added] = stored_.emplace(event->id()->str(), stored);
    const bool same = place->second.fields == stored.fields && place->second.pseudonym == stored.pseudonym;
    verdicts.push_back(added ? kStored : same ? kDuplicate : kConflict);
    duplicates_ += !added && same;
    conflicts_ += !added && !same;
  }
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(wire::CreateReply(builder, builder.CreateVector(verdicts)));
  return {200, std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize())};
}

FakeAnswer FakeSyncServer::erase(const std::string& body) {
  const auto request = nlohmann::json::parse(body);
  erase_requests_.push_back(request["request_id"]);
  for (const std::string pseudonym : request["pseudonyms"]) {
    for (auto stored = stored_.begin(); stored != stored_.end();) {
      if (hex_of(stored->second.pseudonym) != pseudonym) {
        ++stored;
      } else if (request["scope"] == "all") {
        stored = stored_.erase(stored);
      } else {
        (stored++)->second.purposes &= 3;
      }
    }
  }
  return {200, nlohmann::json{{"request_id", request["request_id"]}, {"signature", "made up"}}.dump()};
}

}  // namespace nearshelf::testing
