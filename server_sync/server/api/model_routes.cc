#include <nlohmann/json.hpp>

#include "server_sync/publisher/site/digest.h"
#include "server_sync/server/api/routes.h"
#include "server_sync/server/http/header_values.h"
#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

constexpr const char* kForEver = "public, max-age=31536000, immutable";
constexpr const char* kForAMinute = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400";

// The bytes of a model that is offered, for as long as somebody downloads them.
class ModelBytes : public BodySource {
 public:
  explicit ModelBytes(std::shared_ptr<const model::Model> model) : model_(std::move(model)) {}
  uint64_t size() const override { return model_->bytes().size(); }
  size_t read(uint64_t offset, char* to, size_t size) override {
    const std::span<const uint8_t> bytes = model_->bytes().subspan(offset);
    const size_t count = std::min(size, bytes.size());
    std::copy_n(bytes.begin(), count, to);
    return count;
  }

 private:
  std::shared_ptr<const model::Model> model_;
};

Response not_modified_or(const Request& request, std::string_view etag, const char* cache, Response full) {
  Response response;
  if (etag_matches(request.head.header("if-none-match"), etag)) {
    response.status = 304;
  } else {
    response = std::move(full);
  }
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control", cache);
  return response;
}

Response manifest(const Backend& backend, const Request& request) {
  const auto offered = backend.models->find(request.parameters[0]);
  if (!offered) return problem(404, "NOT_FOUND", "no model has been published here");
  Response full;
  full.headers = {{"Content-Type", "application/json"}};
  full.body = offered->manifest;
  return not_modified_or(request, offered->manifest_etag, kForAMinute, std::move(full));
}

Response artifact(const Backend& backend, const Request& request) {
  auto offered = backend.models->find(request.parameters[0]);
  while (offered && offered->name != request.parameters[1]) offered = offered->before;
  if (!offered) return problem(404, "NOT_FOUND", "no such model is offered; the manifest names the current one");
  Response full;
  full.headers = {{"Content-Type", "application/octet-stream"}};
  full.source = std::make_shared<ModelBytes>(offered->model);
  return not_modified_or(request, "\"" + site::hex(offered->stored.sha256) + "\"", kForEver, std::move(full));
}

Response publish(const Backend& backend, const Request& request) {
  const auto* data = reinterpret_cast<const uint8_t*>(request.body.data());
  const std::span<const uint8_t> bytes(data, request.body.size());
  const Result<std::shared_ptr<const model::Model>> opened = model::Model::open(model::AlignedBytes::copy_of(bytes));
  if (!opened.ok()) {
    const Status& error = opened.status();
    return problem(422, code_name(error.code()), error.message(), error.place());
  }
  StoredModel stored;
  stored.tenant = request.principal.tenant;
  stored.model_id = (*opened)->provenance().model_id;
  stored.version = (*opened)->provenance().version;
  stored.sha256 = site::sha256(bytes);
  stored.size_bytes = bytes.size();
  stored.published_ms = backend.now_ms();
  const Status put = backend.store->put_model(stored, bytes);
  if (!put.ok()) return failure(backend, "a model could not be stored", put);
  // It is stored; that this server offers it a little later is no reason to have it sent again.
  if (const Status shown = backend.models->refresh(); !shown.ok() && backend.log) {
    backend.log(LogLevel::kError, "models could not be read: " + shown.to_string());
  }
  const nlohmann::ordered_json json = {{"model_id", stored.model_id},
                                       {"version", stored.version},
                                       {"sha256", site::hex(stored.sha256)},
                                       {"bytes", stored.size_bytes},
                                       {"manifest", "/v1/models/" + stored.tenant + "/manifest.json"}};
  return json_response(201, json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

Route public_route(const Backend& backend, std::string pattern, Response (*answer)(const Backend&, const Request&)) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.cross_origin = true;
  route.handle = [&backend, answer](const Request& request, const Respond& respond) {
    respond(answer(backend, request));
  };
  return route;
}

}  // namespace

std::vector<Route> model_routes(const Backend& backend) {
  Route put;
  put.method = "PUT";
  put.pattern = "/v1/models";
  put.role = static_cast<int>(Role::kPublisher);
  put.max_body_bytes = backend.max_model_bytes;
  put.handle = [&backend](Request request, Respond respond) {
    auto shared = std::make_shared<Request>(std::move(request));
    answer_from_worker(backend, std::move(respond), [&backend, shared] { return publish(backend, *shared); });
  };
  return {put, public_route(backend, "/v1/models/{tenant}/manifest.json", manifest),
          public_route(backend, "/v1/models/{tenant}/{file}", artifact)};
}

}  // namespace nearshelf::server
