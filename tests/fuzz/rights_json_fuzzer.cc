// Any bytes given to the server as an erase or an export request.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/rights.h"

namespace {

using namespace nearshelf;  // NOLINT: one file, one subject

void require(bool holds) {
  if (!holds) std::abort();
}

template <typename Body, typename Encode, typename Decode>
void check(const Result<Body>& decoded, Encode encode, Decode decode) {
  if (!decoded.ok()) {
    require(decoded.status().code() == Code::kInvalidArgument || decoded.status().code() == Code::kLimit);
    require(!decoded.status().place().empty() && !decoded.status().message().empty());
    return;
  }
  require(!decoded->pseudonyms.empty() && decoded->pseudonyms.size() <= protocol::kMaxListedPseudonyms);
  const auto again = decode(encode(*decoded));
  require(again.ok() && encode(*again) == encode(*decoded));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  check(protocol::decode_erase(body), protocol::encode_erase, protocol::decode_erase);
  check(protocol::decode_export(body), protocol::encode_export, protocol::decode_export);
  return 0;
}
