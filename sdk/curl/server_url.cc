#include "sdk/curl/server_url.h"

#include <algorithm>

namespace nearshelf::curl {
namespace {

constexpr size_t kMaxUrlBytes = 2048;
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

}  // namespace

bool is_allowed_url(std::string_view url, bool allow_http) {
  return starts_with(url, kHttps) || (allow_http && starts_with(url, kHttp));
}

std::string server_url_fault(std::string_view url, bool allow_http) {
  if (url.empty() || url.size() > kMaxUrlBytes) return "not 1 to 2048 bytes";
  if (!is_allowed_url(url, allow_http)) {
    return allow_http ? "does not begin with https:// or http://" : "does not begin with https://";
  }
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!plain || url.find_first_of("?#@\\\"<>") != std::string_view::npos) {
    return "has a query, a fragment, a user name or characters that an address cannot have";
  }
  const std::string_view host = url.substr(url.find("://") + 3);
  return host.empty() || host.front() == '/' ? "has no host" : "";
}

std::string join_url(std::string_view server_url, std::string_view path) {
  if (starts_with(path, kHttps) || starts_with(path, kHttp)) return std::string(path);
  while (!server_url.empty() && server_url.back() == '/') server_url.remove_suffix(1);
  return std::string(server_url).append(path);
}

}  // namespace nearshelf::curl
