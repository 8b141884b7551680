// Any bytes given to read_export() are refused with a place and a message, or make a profile of which every event is
// valid, and which a shelf takes up, exports, and reads back as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sdk/engine/export.h"
#include "sdk/engine/import.h"
#include "sdk/platform/host.h"
#include "sdk/profile/validate.h"

namespace {

using nearshelf::Code;
using nearshelf::engine::ImportedProfile;
using nearshelf::engine::read_export;
using nearshelf::engine::write_export;
using nearshelf::store::Store;

// Stops the fuzzer with a finding.
void require(bool holds) {
  if (!holds) std::abort();
}

bool same(const nearshelf::store::Event& a, const nearshelf::store::Event& b) {
  return a.kind == b.kind && a.event_id == b.event_id && a.time_ms == b.time_ms && a.item_id == b.item_id &&
         a.query == b.query && a.dwell_ms == b.dwell_ms && a.scroll_percent == b.scroll_percent &&
         a.quantity == b.quantity && a.price == b.price && a.rating == b.rating;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto read = read_export({reinterpret_cast<const char*>(data), size});
  if (!read.ok()) {
    const nearshelf::Status& status = read.status();
    require(status.code() == Code::kInvalidArgument || status.code() == Code::kUnsupportedVersion);
    require(!status.place().empty() && !status.message().empty());
    return 0;
  }
  for (const auto& recorded : read->events) {
    require(nearshelf::profile::validate(recorded.event).ok());
    require(recorded.session_id == 0 || read->sessions.contains(recorded.session_id));
  }
  const auto platform = nearshelf::platform::host_platform().value();
  const auto store = Store::open({}, platform).value();
  const auto empty = Store::open({}, platform).value();
  require(take_up(*read, *store).ok());
  const std::string written = write_export(*store, *empty, 0).value();
  const auto again = read_export(written);
  require(again.ok());
  // Ids that came twice are there once; the first of them counts.
  size_t next = 0;
  for (const auto& recorded : read->events) {
    if (next < again->events.size() && same(recorded.event, again->events[next].event)) ++next;
  }
  require(next == again->events.size());
  return 0;
}
