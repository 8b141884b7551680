// What the server can be told. keys.cc has the table that gives each field its names, range and description.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_CONFIG_CONFIG_H_
#define NEARSHELF_SERVER_SYNC_SERVER_CONFIG_CONFIG_H_

#include <cstdint>
#include <string>
#include <vector>

namespace nearshelf::server {

struct Config {
  std::string data;
  std::vector<std::string> listen = {"127.0.0.1:8787"};
  std::string port_file;
  int64_t threads = 0;  // 0: as many as the machine has cores
  std::string log_level = "info";
  bool access_log = true;

  std::string tls_certificate;
  std::string tls_key;

  int64_t max_connections = 10'000;
  int64_t max_connections_per_address = 256;
  int64_t max_in_flight = 64;
  int64_t max_queued_events = 20'000;
  int64_t max_wait_ms = 40;
  int64_t receipts_per_minute = 6'000;
  int64_t receipts_per_minute_per_address = 300;
  int64_t max_header_bytes = 16 * 1024;
  int64_t max_body_bytes = 256 * 1024;
  int64_t max_model_bytes = 64 * 1024 * 1024;
  int64_t max_body_memory_bytes = 256 * 1024 * 1024;
  int64_t header_seconds = 10;
  int64_t transfer_seconds = 10;
  int64_t transfer_bytes_per_second = 1024;
  int64_t idle_seconds = 75;

  int64_t drain_delay_seconds = 0;
  int64_t drain_seconds = 20;

  std::vector<std::string> cors_origins;
  std::string metrics_token;
  std::vector<std::string> trusted_proxies;

  std::string pepper_file;
  std::string signing_key_file;
  std::vector<std::string> retired_keys;

  std::string postgres;
  std::string kafka_brokers;
  std::string kafka_topic;
  int64_t kafka_ack_seconds = 5;

  int64_t retention_days = 400;
  int64_t quarantine_days = 30;
  int64_t retention_hours = 24;
  std::string unknown_items = "accept";
  int64_t events_per_minute = 120;
  int64_t events_per_day = 3'000;

  bool operator==(const Config&) const = default;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_CONFIG_CONFIG_H_
