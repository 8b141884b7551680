#include "server_sync/server/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace nearshelf::server {
namespace {

using Bytes16 = std::array<uint8_t, 16>;

bool parse(int family, const std::string& text, Bytes16& bytes) {
  return ::inet_pton(family, text.c_str(), bytes.data()) == 1;
}

std::string print(int family, const Bytes16& bytes) {
  char text[INET6_ADDRSTRLEN] = {};
  return ::inet_ntop(family, bytes.data(), text, sizeof text) ? text : "-";
}

// The address with all but its first bytes zero.
std::string cut(const std::string& address, size_t keep4, size_t keep6) {
  Bytes16 bytes{};
  const std::string plain = plain_address(address);
  for (const auto& [family, keep] : {std::pair(AF_INET, keep4), std::pair(AF_INET6, keep6)}) {
    if (!parse(family, plain, bytes)) continue;
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(keep), bytes.end(), uint8_t{0});
    return print(family, bytes);
  }
  return "-";
}

}  // namespace

std::string plain_address(const std::string& address) {
  constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  Bytes16 bytes{};
  if (!parse(AF_INET6, address, bytes)) return address;
  if (!std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) return address;
  std::copy(bytes.begin() + 12, bytes.end(), bytes.begin());
  return print(AF_INET, bytes);
}

std::string log_address(const std::string& address) { return cut(address, 3, 6); }

std::string client_group(const std::string& address) { return cut(address, 4, 8); }

bool is_loopback(const std::string& address) {
  const std::string plain = plain_address(address);
  return plain == "::1" || plain.rfind("127.", 0) == 0;
}

std::string limited_client(const std::string& address) { return is_loopback(address) ? "" : client_group(address); }

}  // namespace nearshelf::server
