#include <memory>
#include <span>

#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/rights.h"
#include "server_sync/server/api/routes.h"
#include "server_sync/server/api/spool.h"
#include "server_sync/server/http/address.h"
#include "server_sync/server/http/content_encoder.h"
#include "server_sync/server/http/problem.h"
#include "server_sync/server/ingest/rights.h"
#include "server_sync/server/store/digest.h"

namespace nearshelf::server {
namespace {

// How much of an export is in memory before it goes to its file.
constexpr size_t kPieceBytes = 64 * 1024;

Response erase(const Backend& backend, const Request& request) {
  const Result<protocol::EraseBody> body = protocol::decode_erase(request.body);
  if (!body.ok()) return problem_of(body.status());
  const EraseRequest asked = to_erase_request(request.principal.tenant, *body, backend.ingest->pepper());
  const TimeMs now_ms = backend.now_ms();
  const Bytes32 name = sha256(asked.request_id);
  const auto charge =
      backend.erasures->take(asked.tenant, limited_client(request.head.address), std::span(&name, 1), now_ms);
  if (charge.refused) {
    return try_again(429, ReceiptLimit::kRetryAfterSeconds, "ERASE_RATE",
                     "too many erase requests came in a short time");
  }
  const Result<EraseOutcome> outcome = backend.store->erase(asked, now_ms);
  if (!outcome.ok()) {
    backend.erasures->give_back(charge, now_ms);
    return failure(backend, "an erase request failed", outcome.status());
  }
  backend.erasures->settle(charge, 1, now_ms);
  EraseReceipt receipt;
  receipt.request_id = asked.request_id;
  receipt.tenant = asked.tenant;
  receipt.scope = asked.scope;
  receipt.erased_at_ms = outcome->erased_at_ms;
  receipt.events = outcome->events;
  receipt.quarantined = outcome->quarantined;
  return json_response(200, backend.signer->sign(receipt));
}

// Compressed while it is written, as the client likes it.
class ExportFile {
 public:
  ExportFile(std::shared_ptr<Spool> spool, ContentCoding coding)
      : spool_(std::move(spool)), encoder_(ContentEncoder::make(coding)) {}

  Status add(std::string_view text, bool last) {
    std::string piece;
    NEARSHELF_RETURN_IF_ERROR(encoder_->push(text, last, piece));
    return spool_->append(piece);
  }
  std::shared_ptr<Spool> spool() const { return spool_; }

 private:
  std::shared_ptr<Spool> spool_;
  std::unique_ptr<ContentEncoder> encoder_;
};

Status write_export(const Backend& backend, const Request& request, const protocol::ExportBody& body,
                    ExportFile& file) {
  ExportReply reply(request.principal.tenant, body, backend.ingest->pepper(), backend.now_ms());
  Status written;
  NEARSHELF_RETURN_IF_ERROR(backend.store->read_pseudonyms(request.principal.tenant, reply.pseudonyms(),
                                                           [&](const StoredEvent& event, std::string_view quarantine) {
                                                             reply.add(event, quarantine);
                                                             if (reply.size_bytes() >= kPieceBytes)
                                                               written = file.add(reply.take(), false);
                                                             return written.ok();
                                                           }));
  NEARSHELF_RETURN_IF_ERROR(written);
  return file.add(std::move(reply).finish(), true);
}

Response export_events(const Backend& backend, const Request& request) {
  const Result<protocol::ExportBody> body = protocol::decode_export(request.body);
  if (!body.ok()) return problem_of(body.status());
  Result<std::shared_ptr<Spool>> spool = Spool::make(backend.spool_directory);
  if (!spool.ok()) return failure(backend, "an export failed", spool.status());
  const ContentCoding coding = choose_coding(request.head.header("accept-encoding"));
  ExportFile file(*spool, coding);
  const Status written = write_export(backend, request, *body, file);
  if (!written.ok()) return failure(backend, "an export failed", written);
  Response response = json_response(200, "");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (coding != ContentCoding::kIdentity) response.headers.emplace_back("Content-Encoding", coding_name(coding));
  response.source = file.spool();
  return response;
}

Route device_route(const Backend& backend, std::string pattern, Response (*answer)(const Backend&, const Request&)) {
  Route route;
  route.method = "POST";
  route.pattern = std::move(pattern);
  route.role = static_cast<int>(Role::kDevice);
  route.max_body_bytes = backend.max_body_bytes;
  route.body_types = {std::string(protocol::kJsonType)};
  route.cross_origin = true;
  route.handle = [&backend, answer](Request request, Respond respond) {
    auto shared = std::make_shared<Request>(std::move(request));
    answer_from_worker(backend, std::move(respond), [&backend, answer, shared] { return answer(backend, *shared); });
  };
  return route;
}

}  // namespace

std::vector<Route> rights_routes(const Backend& backend) {
  Route keys;
  keys.method = "GET";
  keys.pattern = "/v1/keys";
  keys.cross_origin = true;
  keys.handle = [&backend](const Request&, const Respond& respond) {
    Response response = json_response(200, keys_json(backend.listed_keys));
    response.headers.back().second = "public, max-age=3600";
    respond(std::move(response));
  };
  return {device_route(backend, "/v1/erase", erase), device_route(backend, "/v1/export", export_events), keys};
}

}  // namespace nearshelf::server
