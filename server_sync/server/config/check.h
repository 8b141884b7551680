// What no single key can tell: whether they go together.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_CONFIG_CHECK_H_
#define NEARSHELF_SERVER_SYNC_SERVER_CONFIG_CHECK_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/config/config.h"

namespace nearshelf::server {

struct ListenAddress {
  std::string host;  // an IP address, without brackets
  uint16_t port = 0;
};

// "127.0.0.1:8787", "[::]:8787", "*:8787" (every IPv4 and IPv6 address). Errors: kInvalidArgument.
Result<ListenAddress> parse_listen(std::string_view text);

// Errors: kInvalidArgument, the place is the key.
Status check_config(const Config& config);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_CONFIG_CHECK_H_
