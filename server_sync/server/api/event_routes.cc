#include <algorithm>
#include <memory>

#include "server_sync/protocol/codec.h"
#include "server_sync/server/api/routes.h"
#include "server_sync/server/http/address.h"
#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

constexpr const char* kTooMany = "more events wait to be stored than can be in a short time";

int seconds_of(TimeMs time_ms) { return static_cast<int>(std::max<TimeMs>(1, (time_ms + kSecondMs - 1) / kSecondMs)); }

Response not_stored(const Backend& backend, const Status& error) {
  const int after = seconds_of(backend.committer->retry_after_ms());
  if (error.code() == Code::kBusy) return try_again(503, after, "BUSY", kTooMany);
  if (error.code() == Code::kCancelled) return try_again(503, after, "CANCELLED", "the server is about to stop");
  return failure(backend, "events could not be stored", error);
}

struct Taken {
  protocol::Format format;
  PreparedBatch prepared;
  ReceiptLimit::Charge receipts;
};

void abandon(const Backend& backend, Taken& taken) {
  if (!taken.receipts.refused) backend.receipts->give_back(taken.receipts, backend.now_ms());
  backend.ingest->abandon(std::move(taken.prepared));
}

// On the committer's thread.
Response stored(const Backend& backend, Taken& taken, const Result<AppendOutcome>& outcome) {
  if (!outcome.ok()) {
    abandon(backend, taken);
    return not_stored(backend, outcome.status());
  }
  backend.receipts->settle(taken.receipts, outcome->new_names, backend.now_ms());
  const protocol::Format format = taken.format;
  const auto verdicts = backend.ingest->finish(std::move(taken.prepared), *outcome);
  if (!verdicts.ok()) return failure(backend, "events were stored without verdicts", verdicts.status());
  backend.metrics->on_outcomes(*verdicts);
  Response response = json_response(200, protocol::encode_reply(format, *verdicts));
  response.headers.front().second = protocol::media_type(format);
  response.compress = format == protocol::Format::kJson;
  return response;
}

void take_events(const Backend& backend, Request request, const Respond& respond) {
  const std::optional<protocol::Format> format = protocol::format_of(request.head.header("content-type"));
  if (!format) return respond(problem(415, "UNSUPPORTED_MEDIA_TYPE", "no format of events", "header Content-Type"));
  Result<protocol::DecodedBatch> decoded = protocol::decode_batch(*format, request.body);
  if (!decoded.ok()) return respond(problem_of(decoded.status()));
  const TimeMs now_ms = backend.now_ms();
  const std::string& tenant = request.principal.tenant;
  auto taken = std::make_shared<Taken>();
  taken->format = *format;
  taken->prepared = backend.ingest->prepare(tenant, std::move(*decoded), now_ms);
  const std::string client = limited_client(request.head.address);
  taken->receipts = backend.receipts->take(tenant, client, taken->prepared.names, now_ms);
  if (taken->receipts.refused) {
    abandon(backend, *taken);
    return respond(try_again(429, ReceiptLimit::kRetryAfterSeconds, "RECEIPT_RATE",
                             "too many decisions came that were not known before"));
  }
  const Status queued = backend.committer->submit(
      std::move(taken->prepared.append),
      [&backend, taken, respond](const Result<AppendOutcome>& outcome) { respond(stored(backend, *taken, outcome)); });
  if (queued.ok()) return;
  abandon(backend, *taken);
  respond(not_stored(backend, queued));
}

}  // namespace

std::vector<Route> event_routes(const Backend& backend) {
  Route route;
  route.method = "POST";
  route.pattern = kEventsRoute;
  route.role = static_cast<int>(Role::kDevice);
  route.max_body_bytes = backend.max_body_bytes;
  route.body_types = {std::string(protocol::kFlatBuffersType), std::string(protocol::kJsonType)};
  route.cross_origin = true;
  route.refuse = [&backend]() -> std::optional<Response> {
    if (!backend.committer->is_full()) return std::nullopt;
    return try_again(503, seconds_of(backend.committer->retry_after_ms()), "BUSY", kTooMany);
  };
  route.handle = [&backend](Request request, Respond respond) { take_events(backend, std::move(request), respond); };
  return {route};
}

}  // namespace nearshelf::server
