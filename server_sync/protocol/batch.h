// A batch of events as the server sees it, whichever format it came in. docs/how-sync-works.md has the rules.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/time.h"

namespace nearshelf::protocol {

inline constexpr uint8_t kPersonalization = 1;
inline constexpr uint8_t kMeasurement = 2;
inline constexpr uint8_t kModelImprovement = 4;

using Bytes32 = std::array<uint8_t, 32>;

// Numbers are those of sdk/schema/events.fbs.
enum class Verdict : uint8_t {
  kStored = 0,
  kDuplicate = 1,
  kQuarantined = 2,
  kConflict = 3,
  kRejected = 4,
  kNoConsent = 5,
  kErased = 6,
};

struct Receipt {
  TimeMs decided_at_ms = 0;
  std::string policy_version;
  uint8_t granted = 0;
  bool global_privacy_control = false;
};

struct Event {
  std::string id;
  uint8_t kind = 0;
  uint16_t pseudonym = 0;  // index into Batch::pseudonyms
  uint16_t receipt = 0;    // index into Batch::receipts
  uint64_t session = 0;
  uint32_t position = 0;
  TimeMs time_ms = 0;  // the device's clock
  std::string item_id;
  std::optional<int64_t> dwell_ms;
  std::optional<int64_t> scroll_percent;
  std::optional<int64_t> quantity;
  std::optional<double> price;
  std::optional<double> rating;
};

struct Batch {
  TimeMs sent_at_ms = 0;
  std::string sdk;
  std::string model_id;
  uint64_t model_version = 0;
  uint64_t dropped = 0;
  uint64_t dropped_report = 0;  // counts once under this id; 0 = each time
  std::vector<Bytes32> pseudonyms;
  std::vector<Receipt> receipts;
  std::vector<Event> events;
};

// What became of one event; `reason` is empty for kStored and kDuplicate.
struct EventOutcome {
  Verdict verdict = Verdict::kStored;
  std::string reason;
};

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_BATCH_H_
