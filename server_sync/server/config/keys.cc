#include "server_sync/server/config/keys.h"

#include <cctype>

namespace nearshelf::server {

std::span<const Key> config_keys() {
  constexpr int64_t kGiB = int64_t{1} << 30;
  static const std::vector<Key> kKeys = {
      {"data", &Config::data, "Directory of the store, the keys and the first token; made when it is not there"},
      {"listen", &Config::listen, "`address:port` to listen on, several if need be; port 0 takes a free one"},
      {"port_file", &Config::port_file, "File that gets the ports listened on, one a line, once the server is ready"},
      {"threads", &Config::threads, "Threads that serve connections; 0: one for each core", 0, 256},
      {"log.level", &Config::log_level, "What goes to standard error", 0, 0, {"debug", "info", "warning", "error"}},
      {"log.access", &Config::access_log, "A line for every request, without tokens, addresses cut to /24 or /48"},

      {"tls.certificate", &Config::tls_certificate,
       "PEM file with the certificate and its chain; read again on SIGHUP"},
      {"tls.key", &Config::tls_key, "PEM file with the certificate's private key"},

      {"limits.connections", &Config::max_connections, "Connections open at a time", 1, 1'000'000},
      {"limits.connections_per_address", &Config::max_connections_per_address,
       "Of those, from one address (IPv6: one /64); 0: no limit. Loopback and trusted proxies have none", 0, 1'000'000},
      {"limits.in_flight", &Config::max_in_flight,
       "Requests worked on at a time; more are answered 503 at once, so that those accepted stay fast", 1, 100'000},
      {"limits.queued_events", &Config::max_queued_events, "Events that wait or are being committed; beyond: 503", 500,
       10'000'000},
      {"limits.wait_ms", &Config::max_wait_ms,
       "Where events keep waiting, no more do than are committed in this time; beyond: 503", 1, 60'000},
      {"limits.receipts_per_minute", &Config::receipts_per_minute,
       "Decisions of one tenant that the audit log does not have, and as many erase requests; beyond: 429. 0: no limit",
       0, 1'000'000'000},
      {"limits.receipts_per_minute_per_address", &Config::receipts_per_minute_per_address,
       "Of those, from one address (IPv6: one /64); 0: no limit. Loopback has none", 0, 1'000'000'000},
      {"limits.header_bytes", &Config::max_header_bytes, "Request line and header", 1024, 1024 * 1024},
      {"limits.body_bytes", &Config::max_body_bytes, "Body of a request, also after decompression", 1024, 256 * 1024},
      {"limits.model_bytes", &Config::max_model_bytes, "Body of `PUT /v1/models`, also after decompression", 1024,
       2 * kGiB},
      {"limits.body_memory_bytes", &Config::max_body_memory_bytes,
       "Memory of all bodies that are being received; beyond: 503", 1024, 1024 * kGiB},
      {"limits.header_seconds", &Config::header_seconds, "Until a request's header is there, and for TLS to begin", 1,
       3600},
      {"limits.transfer_seconds", &Config::transfer_seconds,
       "Head start of a body, either way, before the rate below counts", 1, 3600},
      {"limits.transfer_bytes_per_second", &Config::transfer_bytes_per_second, "Slower bodies, either way, are cut off",
       1, kGiB},
      {"limits.idle_seconds", &Config::idle_seconds, "A connection may wait for its next request", 1, 86'400},

      {"drain.delay_seconds", &Config::drain_delay_seconds,
       "After SIGTERM `/readyz` says 503 for so long before the server stops accepting", 0, 3600},
      {"drain.seconds", &Config::drain_seconds, "Then requests under way have so long to end", 0, 3600},

      {"cors.origins", &Config::cors_origins, "Origins of the shop's pages, `https://shop.example`; `*`: any"},
      {"metrics.token",
       &Config::metrics_token,
       "What `/metrics` asks for as a bearer token; empty: nothing",
       0,
       0,
       {},
       true},
      {"proxies", &Config::trusted_proxies, "Addresses of proxies whose `X-Forwarded-For` is believed"},

      {"keys.pepper", &Config::pepper_file, "File of the pepper; empty: `pepper` in the data directory"},
      {"keys.signing", &Config::signing_key_file, "File of the key that signs receipts; empty: `signing-key` there"},
      {"keys.retired", &Config::retired_keys,
       "Public keys (64 hex digits) that signed receipts before; `/v1/keys` lists them, too"},

      {"store.postgres",
       &Config::postgres,
       "PostgreSQL connection (`host=... dbname=...` or a URL); empty: SQLite in the data directory",
       0,
       0,
       {},
       true},
      {"kafka.brokers", &Config::kafka_brokers, "Brokers of an event stream, `host:port,...`; empty: none"},
      {"kafka.topic", &Config::kafka_topic, "Its topic"},
      {"kafka.ack_seconds", &Config::kafka_ack_seconds, "Without its acknowledgement for so long: 503", 1, 300},

      {"retention.days", &Config::retention_days, "Events older than this are deleted", 31, 3650},
      {"retention.quarantine_days", &Config::quarantine_days, "So are quarantined ones", 1, 3650},
      {"retention.every_hours", &Config::retention_hours, "How often; 0: only by `nearshelf-server retention run`", 0,
       8760},
      {"events.unknown_items",
       &Config::unknown_items,
       "An item that the current model does not know",
       0,
       0,
       {"accept", "quarantine"}},
      {"events.per_minute", &Config::events_per_minute, "More under one pseudonym are quarantined as `rate`", 1,
       1'000'000},
      {"events.per_day", &Config::events_per_day, "More under one pseudonym are quarantined as `robot`", 1,
       100'000'000},
  };
  return kKeys;
}

const Key* find_key(std::string_view name) {
  for (const Key& key : config_keys()) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

std::string flag_of(const Key& key) {
  std::string flag = "--";
  for (const char c : key.name) flag += c == '.' || c == '_' ? '-' : c;
  return flag;
}

std::string environment_of(const Key& key) {
  std::string name = "NEARSHELF_SERVER_";
  for (const char c : key.name) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace nearshelf::server
