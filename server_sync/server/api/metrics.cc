#include "server_sync/server/api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <tuple>

#include "server_sync/protocol/names.h"

namespace nearshelf::server {
namespace {

using Buckets = prometheus::Histogram::BucketBoundaries;

const Buckets& seconds_buckets() {
  static const Buckets kBuckets = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};
  return kBuckets;
}

// A client can make up methods, and each would be a series of its own.
std::string known_method(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST", "PUT", "OPTIONS", "DELETE"}) {
    if (method == known) return std::string(known);
  }
  return "other";
}

constexpr size_t kVerdicts = 7;
constexpr std::array<std::string_view, 6> kConnectionEvents = {"accepted", "closed",    "refused_address",
                                                               "evicted",  "timed_out", "tls_failed"};

template <typename Builder>
auto& family(prometheus::Registry& registry, Builder builder, const char* name, const char* help) {
  return builder.Name(name).Help(help).Register(registry);
}

}  // namespace

struct Metrics::Impl {
  using RequestKey = std::tuple<std::string, std::string, int>;

  prometheus::Counter& counter(const char* name, const char* help) {
    return family(registry, prometheus::BuildCounter(), name, help).Add({});
  }
  prometheus::Gauge& gauge(const char* name, const char* help) {
    return family(registry, prometheus::BuildGauge(), name, help).Add({});
  }
  prometheus::Histogram& histogram(const char* name, const char* help) {
    return family(registry, prometheus::BuildHistogram(), name, help).Add({}, seconds_buckets());
  }

  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      family(registry, prometheus::BuildCounter(), "nearshelf_requests_total", "Requests answered");
  prometheus::Family<prometheus::Histogram>& request_seconds =
      family(registry, prometheus::BuildHistogram(), "nearshelf_request_seconds",
             "From the end of a request's header to the last byte of its answer, of those with an answer below 500");
  prometheus::Family<prometheus::Counter>& verdicts =
      family(registry, prometheus::BuildCounter(), "nearshelf_events_total", "Events by what became of them");
  prometheus::Family<prometheus::Counter>& connection_events =
      family(registry, prometheus::BuildCounter(), "nearshelf_connection_events_total", "What happened to connections");
  prometheus::Counter& sent_bytes = counter("nearshelf_sent_bytes_total", "Bytes of answers");
  prometheus::Counter& commits = counter("nearshelf_commits_total", "Group commits");
  prometheus::Counter& failed_commits = counter("nearshelf_failed_commits_total", "Group commits that failed");
  prometheus::Counter& committed = counter("nearshelf_committed_batches_total", "Batches in the group commits");
  prometheus::Histogram& store_seconds = histogram("nearshelf_store_seconds", "What a group commit took in the store");
  prometheus::Histogram& stream_seconds = histogram("nearshelf_stream_seconds", "And in the event stream");
  prometheus::Gauge& queue_events = gauge("nearshelf_queue_events", "Events that wait or are being committed");
  prometheus::Gauge& queue_limit = gauge("nearshelf_queue_limit_events", "How many may");
  prometheus::Gauge& queue_batches = gauge("nearshelf_queue_batches", "Batches that wait or are being committed");
  prometheus::Gauge& connections = gauge("nearshelf_connections", "Connections that are open");
  prometheus::Gauge& in_flight = gauge("nearshelf_requests_in_flight", "Requests that are worked on");

  std::array<prometheus::Counter*, kVerdicts> by_verdict{};
  std::array<prometheus::Counter*, kConnectionEvents.size()> by_event{};
  std::mutex mutex;
  std::map<RequestKey, prometheus::Counter*> by_request;
  std::map<std::string, prometheus::Histogram*> by_route;
  prometheus::Histogram* event_seconds = nullptr;
  std::atomic<uint64_t> answers_429{0};
  std::atomic<uint64_t> answers_503{0};
};

Metrics::Metrics(std::string_view version) : impl_(std::make_unique<Impl>()) {
  for (size_t i = 0; i < kVerdicts; ++i) {
    impl_->by_verdict[i] =
        &impl_->verdicts.Add({{"verdict", std::string(protocol::verdict_name(static_cast<protocol::Verdict>(i)))}});
  }
  for (size_t i = 0; i < kConnectionEvents.size(); ++i) {
    impl_->by_event[i] = &impl_->connection_events.Add({{"event", std::string(kConnectionEvents[i])}});
  }
  impl_->event_seconds = &impl_->request_seconds.Add({{"route", std::string(kEventsRoute)}}, seconds_buckets());
  impl_->by_route[std::string(kEventsRoute)] = impl_->event_seconds;
  prometheus::BuildGauge()
      .Name("nearshelf_build_info")
      .Help("1, with the version as a label")
      .Register(impl_->registry)
      .Add({{"version", std::string(version)}})
      .Set(1);
}

Metrics::~Metrics() = default;

void Metrics::on_request(const RequestReport& report) {
  const std::string route(report.route.empty() ? "none" : report.route);
  Impl::RequestKey key(route, known_method(report.method), report.status);
  prometheus::Counter* counter = nullptr;
  prometheus::Histogram* histogram = nullptr;
  {
    const std::lock_guard lock(impl_->mutex);
    prometheus::Counter*& known = impl_->by_request[key];
    if (!known) {
      known = &impl_->requests.Add(
          {{"route", route}, {"method", std::get<1>(key)}, {"status", std::to_string(report.status)}});
    }
    counter = known;
    prometheus::Histogram*& known_histogram = impl_->by_route[route];
    if (!known_histogram) known_histogram = &impl_->request_seconds.Add({{"route", route}}, seconds_buckets());
    histogram = known_histogram;
  }
  counter->Increment();
  impl_->sent_bytes.Increment(static_cast<double>(report.sent_bytes));
  if (report.status == 429) ++impl_->answers_429;
  if (report.status == 503) ++impl_->answers_503;
  // Refusals are quick, and would make an overloaded server look fast.
  if (report.status < 500) histogram->Observe(std::chrono::duration<double>(report.elapsed).count());
}

void Metrics::on_connection(ConnectionEvent event) { impl_->by_event[static_cast<size_t>(event)]->Increment(); }

void Metrics::on_outcomes(std::span<const protocol::EventOutcome> outcomes) {
  std::array<uint64_t, kVerdicts> counts{};
  for (const protocol::EventOutcome& outcome : outcomes) ++counts[static_cast<size_t>(outcome.verdict)];
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) impl_->by_verdict[i]->Increment(static_cast<double>(counts[i]));
  }
}

void Metrics::on_commit(const CommitReport& report) {
  impl_->commits.Increment();
  if (!report.ok) impl_->failed_commits.Increment();
  impl_->committed.Increment(static_cast<double>(report.batches));
  impl_->store_seconds.Observe(report.store_seconds);
  impl_->stream_seconds.Observe(report.stream_seconds);
}

std::string Metrics::text(const LoadFigures& load) {
  impl_->queue_events.Set(static_cast<double>(load.queue.events));
  impl_->queue_limit.Set(static_cast<double>(load.queue.max_events));
  impl_->queue_batches.Set(static_cast<double>(load.queue.batches));
  impl_->connections.Set(static_cast<double>(load.connections));
  impl_->in_flight.Set(static_cast<double>(load.in_flight));
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

LatencyCounts Metrics::event_latency() const {
  const prometheus::ClientMetric::Histogram collected = impl_->event_seconds->Collect().histogram;
  LatencyCounts latency;
  latency.count = collected.sample_count;
  latency.sum_ms = collected.sample_sum * 1000;
  uint64_t before = 0;
  for (const auto& bucket : collected.bucket) {
    latency.buckets.push_back({bucket.upper_bound * 1000, bucket.cumulative_count - before});
    before = bucket.cumulative_count;
  }
  return latency;
}

uint64_t Metrics::answers(int status) const {
  return status == 429 ? impl_->answers_429.load() : status == 503 ? impl_->answers_503.load() : 0;
}

}  // namespace nearshelf::server
