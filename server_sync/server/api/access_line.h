// The line of the access log for one request.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_ACCESS_LINE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_ACCESS_LINE_H_

#include <string>

#include "server_sync/server/http/options.h"

namespace nearshelf::server {

// "POST /v1/events 200 512 B 3.1 ms 203.0.113.0 1f2e3d4c-17". Of the address it has the network, of the target the
// route: neither a query nor a token can get into it.
std::string access_line(const RequestReport& report);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_ACCESS_LINE_H_
