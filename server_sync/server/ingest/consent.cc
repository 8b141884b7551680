#include "server_sync/server/ingest/consent.h"

namespace nearshelf::server {

std::string_view check_consent(const protocol::Event& event, const protocol::Receipt& receipt) {
  if (!(receipt.granted & protocol::kMeasurement)) return "receipt.measurement";
  // Both times are of the device's clock, so that what it is off by takes itself away; events are cut to the minute.
  if (receipt.decided_at_ms / kMinuteMs > event.time_ms / kMinuteMs) return "receipt.time";
  if (receipt.granted & protocol::kModelImprovement) return {};
  if (event.rating) return "receipt.model_improvement: needed for a rating";
  if (event.dwell_ms) return "receipt.model_improvement: needed for dwell_ms";
  if (event.scroll_percent) return "receipt.model_improvement: needed for scroll_percent";
  return {};
}

}  // namespace nearshelf::server
