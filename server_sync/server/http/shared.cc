#include "server_sync/server/http/shared.h"

#include <algorithm>
#include <cstdio>
#include <random>

#include "server_sync/server/http/address.h"

namespace nearshelf::server {

Shared::Shared(HttpOptions with, Router routes)
    : options(std::move(with)),
      router(std::move(routes)),
      cors(options.cors_origins),
      in_flight(options.limits.in_flight),
      body_memory(options.limits.body_memory_bytes),
      run_(std::random_device()()) {}

bool Shared::is_trusted_proxy(const std::string& address) const {
  const auto& proxies = options.trusted_proxies;
  return std::find(proxies.begin(), proxies.end(), address) != proxies.end();
}

bool Shared::open(const std::string& address) {
  const std::lock_guard lock(mutex_);
  int64_t& count = by_group_[client_group(address)];
  // Everybody's connections come from there when a proxy is in front.
  const bool counts = options.limits.connections_per_address > 0 && !is_loopback(address) && !is_trusted_proxy(address);
  if (counts && count >= options.limits.connections_per_address) return false;
  ++count;
  ++open_connections;
  return true;
}

void Shared::close(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto group = by_group_.find(client_group(address));
  if (--group->second == 0) by_group_.erase(group);
  --open_connections;
  closed_.notify_all();
}

size_t Shared::wait_until_closed(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  closed_.wait_for(lock, limit, [this] { return open_connections == 0; });
  return static_cast<size_t>(open_connections.load());
}

std::string Shared::next_request_id() {
  char text[32];
  std::snprintf(text, sizeof text, "%08llx-%llu", static_cast<unsigned long long>(run_),
                static_cast<unsigned long long>(++requests_));
  return text;
}

void Shared::report(const RequestReport& report) const {
  if (options.on_request) options.on_request(report);
}

void Shared::report(ConnectionEvent event) const {
  if (options.on_connection) options.on_connection(event);
}

}  // namespace nearshelf::server
