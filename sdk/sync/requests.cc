#include "sdk/sync/requests.h"

#include <utility>

#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

constexpr const char* kEventsType = "application/vnd.nearshelf.events";
constexpr const char* kJsonType = "application/json";

Request post(std::string_view path, std::string_view key, const char* type, std::string body) {
  Request request;
  request.method = "POST";
  request.url = path;
  if (!key.empty()) request.headers.emplace_back("Authorization", "Bearer " + std::string(key));
  request.headers.emplace_back("Content-Type", type);
  request.headers.emplace_back("Accept", type);
  request.body = std::move(body);
  request.timeout_ms = kTimeoutMs;
  return request;
}

Request get(std::string_view url, uint32_t timeout_ms, uint64_t max_response_bytes) {
  Request request;
  request.method = "GET";
  request.url = url;
  request.timeout_ms = timeout_ms;
  request.max_response_bytes = max_response_bytes;
  return request;
}

}  // namespace

Request events_request(std::string_view key, std::string body) {
  Request request = post("/v1/events", key, kEventsType, std::move(body));
  request.max_response_bytes = kMaxReplyBytes;
  return request;
}

Request erase_request(std::string_view key, std::string body) {
  Request request = post("/v1/erase", key, kJsonType, std::move(body));
  request.max_response_bytes = kMaxReceiptBytes;
  return request;
}

Request manifest_request(std::string_view url, std::string_view etag) {
  Request request = get(url, kTimeoutMs, kMaxManifestBytes);
  request.headers.emplace_back("Accept", kJsonType);
  if (!etag.empty()) request.headers.emplace_back("If-None-Match", etag);
  return request;
}

Request model_request(const ManifestModel& model) { return get(model.url, kModelTimeoutMs, model.bytes); }

}  // namespace nearshelf::sync
