#include "server_sync/server/config/check.h"

#include <arpa/inet.h>

#include <charconv>

namespace nearshelf::server {
namespace {

bool is_address(const std::string& text) {
  in6_addr bytes;
  return ::inet_pton(AF_INET, text.c_str(), &bytes) == 1 || ::inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

// Scheme, host and perhaps a port, as a browser sends it: lower case, no path.
bool is_origin(std::string_view text) {
  if (text == "*") return true;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (text.substr(0, scheme.size()) != scheme) continue;
    const std::string_view host = text.substr(scheme.size());
    return !host.empty() &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") == std::string_view::npos;
  }
  return false;
}

}  // namespace

Result<ListenAddress> parse_listen(std::string_view text) {
  const Status wrong = invalid_argument("\"" + std::string(text) +
                                        "\" is no address to listen on; write 127.0.0.1:8787, [::1]:8787 or *:8787");
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong;
  ListenAddress address;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (port.empty() || error != std::errc() || end != port.data() + port.size()) return wrong;
  if (host == "*") {
    address.host = "::";
    return address;
  }
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  address.host = host;
  if (!is_address(address.host) || brackets != (host.find(':') != std::string_view::npos)) return wrong;
  return address;
}

Status check_config(const Config& config) {
  if (config.data.empty()) return invalid_argument("say where the data is to be: --data DIR", "data");
  if (config.listen.empty()) return invalid_argument("there has to be an address to listen on", "listen");
  for (const std::string& text : config.listen) {
    if (Result<ListenAddress> address = parse_listen(text); !address.ok()) return address.status().at("listen");
  }
  if (config.tls_certificate.empty() != config.tls_key.empty()) {
    return invalid_argument("tls.certificate and tls.key go together", "tls");
  }
  for (const std::string& origin : config.cors_origins) {
    if (!is_origin(origin)) {
      return invalid_argument("\"" + origin + "\" is no origin; write https://shop.example without a path, or *",
                              "cors.origins");
    }
  }
  for (const std::string& proxy : config.trusted_proxies) {
    if (!is_address(proxy)) return invalid_argument("\"" + proxy + "\" is no IP address", "proxies");
  }
  for (const std::string& key : config.retired_keys) {
    if (key.size() != 64 || key.find_first_not_of("0123456789abcdef") != std::string::npos) {
      return invalid_argument("\"" + key + "\" is no public key; write its 64 hex digits as /v1/keys lists them",
                              "keys.retired");
    }
  }
  if (config.kafka_brokers.empty() != config.kafka_topic.empty()) {
    return invalid_argument("kafka.brokers and kafka.topic go together", "kafka");
  }
  if (config.max_body_memory_bytes < config.max_body_bytes || config.max_body_memory_bytes < config.max_model_bytes) {
    return invalid_argument("has to have room for one body of limits.body_bytes and of limits.model_bytes",
                            "limits.body_memory_bytes");
  }
  if (config.events_per_day < config.events_per_minute) {
    return invalid_argument("cannot be less than events.per_minute", "events.per_day");
  }
  return ok_status();
}

}  // namespace nearshelf::server
