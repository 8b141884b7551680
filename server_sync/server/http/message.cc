#include "server_sync/server/http/message.h"

namespace nearshelf::server {

std::string_view RequestHead::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace nearshelf::server
