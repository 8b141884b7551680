// Any bytes that a server answers with are refused, or make a reply, a manifest, a receipt or a pause that is sound.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "sdk/model/limits.h"
#include "sdk/sync/erase_request.h"
#include "sdk/sync/http_date.h"
#include "sdk/sync/manifest.h"
#include "sdk/sync/reply_decoder.h"

namespace {

using nearshelf::Code;

// Stops the fuzzer with a finding.
void require(bool holds) {
  if (!holds) std::abort();
}

void check_reply(std::span<const uint8_t> bytes, size_t event_count) {
  const auto reply = nearshelf::sync::decode_reply(bytes, event_count);
  if (!reply.ok()) {
    require(reply.status().code() == Code::kCorrupt && !reply.status().place().empty());
    return;
  }
  require(reply->verdicts.size() == event_count);
  for (const auto& remark : reply->remarks) require(remark.event < event_count);
}

void check_manifest(std::string_view text) {
  for (const std::string_view from : {"/v1/models/shop/manifest.json", "https://cdn.example/a/manifest.json"}) {
    const auto manifest = nearshelf::sync::read_manifest(text, from);
    if (!manifest.ok()) {
      const Code code = manifest.status().code();
      require((code == Code::kCorrupt || code == Code::kUnsupportedVersion) && !manifest.status().place().empty());
      continue;
    }
    require(!manifest->id.empty() && manifest->bytes > 0 && manifest->bytes <= nearshelf::model::kMaxArtifactBytes);
    const std::string& url = manifest->url;
    // In a query two dots are text.
    require(!url.empty() && url.substr(0, url.find('?')).find("/../") == std::string::npos);
    require(url.find_first_of("\r\n #") == std::string::npos);
    require(url[0] == '/' ? from[0] == '/' : url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0);
    if (from[0] == 'h') require(url.rfind("https://", 0) == 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::span<const uint8_t> bytes(data + 1, size - 1);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  check_reply(bytes, data[0] % 8);
  check_manifest(text);
  if (nearshelf::sync::is_receipt(text, "r1")) require(text.find("request_id") != std::string_view::npos);
  const auto wait_ms = nearshelf::sync::parse_retry_after(text, 1'700'000'000'000);
  if (wait_ms) require(*wait_ms >= 0 && *wait_ms <= nearshelf::sync::kMaxRetryAfterMs);
  return 0;
}
