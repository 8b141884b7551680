// Calls routes as the HTTP server does, over a store in memory.
#ifndef NEARSHELF_TESTS_UNIT_SERVER_API_ROUTE_HARNESS_H_
#define NEARSHELF_TESTS_UNIT_SERVER_API_ROUTE_HARNESS_H_

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "server_sync/server/api/routes.h"
#include "tests/support/fake_event_store.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {

inline constexpr TimeMs kNow = 1'764'078'000'000;

inline std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

inline std::string body_of(const Response& response) {
  if (!response.source) return response.body;
  std::string body(response.source->size(), ' ');
  size_t got = 0;
  while (got < body.size()) {
    const size_t read = response.source->read(got, body.data() + got, body.size() - got);
    if (read == 0) break;
    got += read;
  }
  return body;
}

class RouteHarness : public ::testing::Test {
 protected:
  RouteHarness() {
    backend_.store = &store_;
    backend_.ingest = &ingest_;
    backend_.receipts = &receipts_;
    backend_.erasures = &erasures_;
    backend_.listed_keys = {signer_.public_key(), Bytes32{9}};
    backend_.committer = committer_.get();
    backend_.signer = &signer_;
    backend_.models = &models_;
    backend_.workers = &workers_;
    backend_.metrics = &metrics_;
    backend_.draining = &draining_;
    backend_.load = [this] { return LoadFigures{committer_->load(), 3, 1}; };
    backend_.now_ms = [] { return kNow; };
    backend_.version = "1.2.3";
    backend_.started_ms = kNow - kHourMs;
    backend_.spool_directory = directory_.path();
    backend_.max_body_bytes = 256 * 1024;
    backend_.max_model_bytes = 64 * 1024 * 1024;
  }

  static GroupCommitOptions commit_options() {
    GroupCommitOptions options;
    options.now_ms = [] { return kNow; };
    options.queue.most = 1000;
    return options;
  }

  Response ask(std::string method, std::string_view target, std::string body = "", Headers headers = {}) {
    Request request;
    request.head.method = std::move(method);
    request.head.target = *parse_target(target);
    request.head.headers = std::move(headers);
    request.principal = {"shop", "token"};
    request.body = std::move(body);
    Router::Found found = router_.find(request.head.method, request.head.target);
    auto* match = std::get_if<Router::Match>(&found);
    if (!match) return {};
    request.parameters = match->parameters;
    auto answer = std::make_shared<std::promise<Response>>();
    match->route->handle(std::move(request), [answer](Response response) { answer->set_value(std::move(response)); });
    return answer->get_future().get();
  }

  testing::TempDir directory_;
  testing::FakeEventStore store_;
  Metrics metrics_{"1.2.3"};
  ModelItems items_;
  ModelShelf models_{&store_, &items_};
  const ReceiptSigner signer_ = ReceiptSigner::from_seed(Bytes32{1});
  Ingest ingest_{IngestRules(), Pepper(Bytes32{2}), &items_};
  ReceiptLimit receipts_{{.per_minute = 20, .per_minute_per_client = 5}};
  ReceiptLimit erasures_{{.per_minute = 20, .per_minute_per_client = 5}};
  Workers workers_{2, 100};
  std::atomic<bool> draining_{false};
  std::unique_ptr<GroupCommitter> committer_ = std::make_unique<GroupCommitter>(&store_, nullptr, commit_options());
  Backend backend_;
  Router router_{all_routes(backend_)};
};

// A batch of one event as JSON.
inline std::string json_batch(const std::string& id, const std::string& more = "") {
  const std::string now = std::to_string(kNow);
  return R"({"sent_at_ms":)" + now + R"(,"pseudonyms":[")" + std::string(64, 'a') +
         R"("],"receipts":[{"decided_at_ms":)" + now + R"(,"policy_version":"1","granted":["measurement"]}],)" +
         R"("events":[{"id":")" + id + R"(","kind":"view","time_ms":)" + now + R"(,"item_id":"sku-1")" + more + "}]}";
}

}  // namespace nearshelf::server

#endif  // NEARSHELF_TESTS_UNIT_SERVER_API_ROUTE_HARNESS_H_
