#include "server_sync/server/ingest/event_time.h"

namespace nearshelf::server {

TimeMs clock_correction_ms(const IngestRules& rules, TimeMs sent_at_ms, TimeMs received_ms) {
  const TimeMs off = received_ms - sent_at_ms;
  return off > rules.clock_skew_ms || off < -rules.clock_skew_ms ? off : 0;
}

TimeMs corrected_time_ms(TimeMs device_time_ms, TimeMs correction_ms) {
  const TimeMs time = device_time_ms + correction_ms;
  const TimeMs into_minute = (time % kMinuteMs + kMinuteMs) % kMinuteMs;  // also before 1970
  return time - into_minute;
}

std::string_view check_event_time(const IngestRules& rules, TimeMs corrected_ms, TimeMs received_ms) {
  if (corrected_ms > received_ms + rules.max_future_ms) return "time.future";
  return corrected_ms < received_ms - rules.max_age_ms ? "time.too_old" : "";
}

}  // namespace nearshelf::server
