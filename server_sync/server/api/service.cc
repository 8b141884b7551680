#include "server_sync/server/api/service.h"

#include <chrono>
#include <thread>

#include "server_sync/server/api/access_line.h"
#include "server_sync/server/api/authorizer.h"
#include "server_sync/server/api/backend.h"
#include "server_sync/server/api/housekeeper.h"
#include "server_sync/server/api/routes.h"
#include "server_sync/server/config/check.h"

namespace nearshelf::server {
namespace {

// Of those that wait for the store: erase, export, publish, statistics. Events have the committer's own thread.
constexpr size_t kWorkers = 4;
constexpr size_t kMaxWaitingWork = 256;
// A revoked token works, and another server's model is not offered, for so long.
constexpr std::chrono::seconds kRefreshEvery{3};

TimeMs system_now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

IngestRules rules_of(const Config& config) {
  IngestRules rules;
  rules.quarantine_unknown_items = config.unknown_items == "quarantine";
  rules.max_events_per_minute = static_cast<uint32_t>(config.events_per_minute);
  rules.max_events_per_day = static_cast<uint32_t>(config.events_per_day);
  return rules;
}

ReceiptLimitOptions receipt_limits_of(const Config& config) {
  ReceiptLimitOptions options;
  options.per_minute = config.receipts_per_minute;
  options.per_minute_per_client = config.receipts_per_minute_per_address;
  return options;
}

HttpLimits limits_of(const Config& config) {
  using std::chrono::seconds;
  HttpLimits limits;
  limits.connections = config.max_connections;
  limits.connections_per_address = config.max_connections_per_address;
  limits.in_flight = config.max_in_flight;
  limits.header_bytes = config.max_header_bytes;
  limits.body_memory_bytes = config.max_body_memory_bytes;
  limits.header_time = seconds(config.header_seconds);
  limits.transfer_time = seconds(config.transfer_seconds);
  limits.transfer_bytes_per_second = config.transfer_bytes_per_second;
  limits.idle_time = seconds(config.idle_seconds);
  return limits;
}

class RunningService : public Service {
 public:
  RunningService(ServiceParts parts, const Pepper& pepper, ReceiptSigner signer)
      : parts_(std::move(parts)),
        metrics_(parts_.version),
        models_(parts_.store.get(), &items_),
        signer_(std::move(signer)),
        ingest_(rules_of(parts_.config), pepper, &items_),
        receipts_(receipt_limits_of(parts_.config)),
        erasures_(receipt_limits_of(parts_.config)),
        workers_(kWorkers, kMaxWaitingWork),
        authorizer_(parts_.store.get(), &workers_),
        committer_(parts_.store.get(), parts_.stream.get(), commit_options()) {}

  ~RunningService() override {
    housekeeper_.reset();
    committer_.stop();
    workers_.stop();
    http_.reset();  // nobody is left to answer through it
  }

  Status begin() {
    NEARSHELF_RETURN_IF_ERROR(authorizer_.refresh());
    // A model that cannot be read is no reason not to take events.
    if (const Status read = models_.refresh(); !read.ok()) log(LogLevel::kError, "models could not be read", read);
    NEARSHELF_ASSIGN_OR_RETURN(backend_.listed_keys, listed_keys(signer_.public_key(), parts_.config.retired_keys));
    fill_backend();
    NEARSHELF_ASSIGN_OR_RETURN(HttpOptions options, http_options());
    NEARSHELF_ASSIGN_OR_RETURN(http_, HttpServer::start(std::move(options), Router(all_routes(backend_))));
    running_ = http_.get();
    housekeeper_ = std::make_unique<Housekeeper>(chores());
    return ok_status();
  }

  std::vector<uint16_t> ports() const override { return http_->ports(); }
  Status reload_tls() override { return http_->reload_tls(); }
  void announce_end() override { draining_ = true; }

  size_t drain() override {
    draining_ = true;
    const size_t cut_off = http_->drain(std::chrono::seconds(parts_.config.drain_seconds));
    committer_.drain();
    return cut_off;
  }

 private:
  GroupCommitOptions commit_options() {
    GroupCommitOptions options;
    options.queue.most = static_cast<size_t>(parts_.config.max_queued_events);
    options.queue.target = std::chrono::milliseconds(parts_.config.max_wait_ms);
    options.log = parts_.log;
    options.on_commit = [this](const CommitReport& report) { metrics_.on_commit(report); };
    return options;
  }

  void fill_backend() {
    const Config& config = parts_.config;
    backend_.store = parts_.store.get();
    backend_.ingest = &ingest_;
    backend_.receipts = &receipts_;
    backend_.erasures = &erasures_;
    backend_.committer = &committer_;
    backend_.signer = &signer_;
    backend_.models = &models_;
    backend_.workers = &workers_;
    backend_.metrics = &metrics_;
    backend_.draining = &draining_;
    backend_.load = [this] {
      const HttpServer* http = running_;
      if (!http) return LoadFigures{committer_.load(), 0, 0};
      return LoadFigures{committer_.load(), http->open_connections(), http->in_flight()};
    };
    backend_.now_ms = system_now_ms;
    backend_.log = parts_.log;
    backend_.version = parts_.version;
    backend_.started_ms = system_now_ms();
    backend_.spool_directory = config.data;
    backend_.metrics_token = config.metrics_token;
    backend_.max_body_bytes = static_cast<size_t>(config.max_body_bytes);
    backend_.max_model_bytes = static_cast<size_t>(config.max_model_bytes);
  }

  Result<HttpOptions> http_options() {
    const Config& config = parts_.config;
    HttpOptions options;
    for (const std::string& text : config.listen) {
      NEARSHELF_ASSIGN_OR_RETURN(const ListenAddress address, parse_listen(text));
      options.listen.emplace_back(address.host, address.port);
    }
    options.tls_certificate = config.tls_certificate;
    options.tls_key = config.tls_key;
    options.threads = config.threads > 0 ? static_cast<size_t>(config.threads) : std::thread::hardware_concurrency();
    options.limits = limits_of(config);
    options.cors_origins = config.cors_origins;
    options.trusted_proxies = config.trusted_proxies;
    options.authorize = [this](const RequestHead& head, const Route& route, HttpOptions::Authorized done) {
      authorizer_.authorize(head.header("authorization"), static_cast<Role>(route.role), std::move(done));
    };
    options.on_request = [this](const RequestReport& report) {
      metrics_.on_request(report);
      if (parts_.config.access_log && parts_.log) parts_.log(LogLevel::kInfo, access_line(report));
    };
    options.on_connection = [this](ConnectionEvent event) { metrics_.on_connection(event); };
    options.log = parts_.log;
    return options;
  }

  std::vector<Chore> chores() {
    std::vector<Chore> chores;
    chores.push_back({kRefreshEvery, kRefreshEvery, [this] {
                        if (const Status read = authorizer_.refresh(); !read.ok()) {
                          log(LogLevel::kWarning, "tokens could not be read", read);
                        }
                        if (const Status read = models_.refresh(); !read.ok()) {
                          log(LogLevel::kWarning, "models could not be read", read);
                        }
                      }});
    if (parts_.config.retention_hours > 0) {
      // A server that is started anew every day gets to it, too.
      chores.push_back(
          {std::chrono::minutes(1), std::chrono::hours(parts_.config.retention_hours), [this] { apply_retention(); }});
    }
    return chores;
  }

  void apply_retention() {
    const RetentionPolicy policy{parts_.config.retention_days * kDayMs, parts_.config.quarantine_days * kDayMs};
    const Result<std::vector<std::string>> tenants = parts_.store->tenants();
    if (!tenants.ok()) return log(LogLevel::kError, "retention", tenants.status());
    for (const std::string& tenant : *tenants) {
      const Result<RetentionReport> report = parts_.store->apply_retention(tenant, policy, system_now_ms());
      if (!report.ok()) {
        log(LogLevel::kError, "retention of " + tenant, report.status());
      } else if (parts_.log && report->events + report->quarantined > 0) {
        parts_.log(LogLevel::kInfo, "retention of " + tenant + ": deleted " + std::to_string(report->events) +
                                        " events, " + std::to_string(report->quarantined) + " quarantined");
      }
    }
  }

  void log(LogLevel level, const std::string& what, const Status& status) const {
    if (parts_.log) parts_.log(level, what + ": " + status.to_string());
  }

  ServiceParts parts_;
  std::atomic<bool> draining_{false};
  Metrics metrics_;
  ModelItems items_;
  ModelShelf models_;
  const ReceiptSigner signer_;
  Ingest ingest_;
  ReceiptLimit receipts_;
  ReceiptLimit erasures_;
  Workers workers_;
  Authorizer authorizer_;
  GroupCommitter committer_;
  Backend backend_;
  std::unique_ptr<HttpServer> http_;
  std::atomic<const HttpServer*> running_{nullptr};  // for routes that are asked before http_ is set
  std::unique_ptr<Housekeeper> housekeeper_;
};

}  // namespace

std::string pepper_path(const Config& config) {
  return config.pepper_file.empty() ? config.data + "/pepper" : config.pepper_file;
}

std::string signing_key_path(const Config& config) {
  return config.signing_key_file.empty() ? config.data + "/signing-key" : config.signing_key_file;
}

Result<std::unique_ptr<Service>> Service::start(ServiceParts parts) {
  NEARSHELF_ASSIGN_OR_RETURN(const Pepper pepper, Pepper::open(pepper_path(parts.config)));
  NEARSHELF_ASSIGN_OR_RETURN(ReceiptSigner signer, ReceiptSigner::open(signing_key_path(parts.config)));
  auto service = std::make_unique<RunningService>(std::move(parts), pepper, std::move(signer));
  NEARSHELF_RETURN_IF_ERROR(service->begin());
  return std::unique_ptr<Service>(std::move(service));
}

}  // namespace nearshelf::server
