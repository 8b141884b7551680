#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "server_sync/server/api/routes.h"
#include "server_sync/server/api/tokens.h"
#include "server_sync/server/http/header_values.h"
#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxHours = 744;

Response plain(int status, std::string text) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
  response.body = std::move(text);
  return response;
}

// 24 when it is not said; empty for what is no number of hours.
std::optional<int> hours_of(const Target& target) {
  if (target.query.empty()) return 24;
  const std::optional<std::string> text = query_value(target, "hours");
  int hours = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), hours);
  if (error != std::errc() || end != text->data() + text->size() || hours < 1 || hours > kMaxHours) return std::nullopt;
  return hours;
}

Json hour_json(const HourStats& hour) {
  return {{"hour_ms", hour.hour_ms},
          {"verdicts", hour.verdicts},
          {"models", hour.models},
          {"model_improvement", hour.model_improvement},
          {"dropped", hour.dropped}};
}

Json latency_json(const LatencyCounts& latency) {
  Json buckets = Json::array();
  for (const LatencyCounts::Bucket& bucket : latency.buckets) {
    const Json le = std::isfinite(bucket.le_ms) ? Json(bucket.le_ms) : Json(nullptr);
    buckets.push_back({{"le_ms", le}, {"count", bucket.count}});
  }
  return {{"count", latency.count}, {"sum_ms", latency.sum_ms}, {"buckets", std::move(buckets)}};
}

Response stats(const Backend& backend, const Request& request) {
  const std::optional<int> hours = hours_of(request.head.target);
  if (!hours) return problem(400, "INVALID_ARGUMENT", "hours is a whole number from 1 to 744", "query hours");
  const std::string& tenant = request.principal.tenant;
  const TimeMs now = backend.now_ms();
  const TimeMs from = (now / kHourMs - (*hours - 1)) * kHourMs;
  const Result<std::vector<HourStats>> counted = backend.store->stats(tenant, from);
  if (!counted.ok()) return failure(backend, "statistics could not be read", counted.status());
  Json json = {
      {"tenant", tenant}, {"server_version", backend.version}, {"now_ms", now}, {"started_ms", backend.started_ms}};
  json["hours"] = Json::array();
  for (const HourStats& hour : *counted) json["hours"].push_back(hour_json(hour));
  json["latency"] = latency_json(backend.metrics->event_latency());
  json["refusals"] = {{"429", backend.metrics->answers(429)}, {"503", backend.metrics->answers(503)}};
  const LoadFigures load = backend.load();
  json["queue"] = {{"events", load.queue.events}, {"limit", load.queue.max_events}};
  const auto offered = backend.models->find(tenant);
  json["model"] = nullptr;
  if (offered) {
    json["model"] = {{"model_id", offered->stored.model_id},
                     {"version", offered->stored.version},
                     {"published_ms", offered->stored.published_ms}};
  }
  Response response = json_response(200, json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  response.compress = true;
  return response;
}

Response ready(const Backend& backend) {
  if (*backend.draining) return try_again(503, 5, "CANCELLED", "the server is about to stop");
  if (const Status reached = backend.store->ping(); !reached.ok()) {
    return failure(backend, "the store does not answer", reached);
  }
  return plain(200, "ready\n");
}

Response metrics(const Backend& backend, const Request& request) {
  if (!backend.metrics_token.empty() &&
      !same_text(bearer_token(request.head.header("authorization")), backend.metrics_token)) {
    Response answer = problem(401, "UNAUTHORIZED", "this needs the token of the configuration", "header Authorization");
    answer.headers.emplace_back("WWW-Authenticate", kBearerChallenge);
    return answer;
  }
  Response response = plain(200, backend.metrics->text(backend.load()));
  response.headers.front().second = "text/plain; version=0.0.4; charset=utf-8";
  response.compress = true;
  return response;
}

}  // namespace

std::vector<Route> operator_routes(const Backend& backend) {
  Route stats_route;
  stats_route.method = "GET";
  stats_route.pattern = "/v1/stats";
  stats_route.role = static_cast<int>(Role::kAnalyst);
  stats_route.handle = [&backend](Request request, Respond respond) {
    auto shared = std::make_shared<Request>(std::move(request));
    answer_from_worker(backend, std::move(respond), [&backend, shared] { return stats(backend, *shared); });
  };

  Route health;
  health.method = "GET";
  health.pattern = "/healthz";
  health.always_admitted = true;
  health.handle = [](const Request&, const Respond& respond) { respond(plain(200, "ok\n")); };

  Route readiness = health;
  readiness.pattern = "/readyz";
  readiness.handle = [&backend](const Request&, Respond respond) {
    answer_from_worker(backend, std::move(respond), [&backend] { return ready(backend); });
  };

  Route metrics_route = health;
  metrics_route.pattern = "/metrics";
  metrics_route.handle = [&backend](const Request& request, const Respond& respond) {
    respond(metrics(backend, request));
  };
  return {stats_route, health, readiness, metrics_route};
}

}  // namespace nearshelf::server
