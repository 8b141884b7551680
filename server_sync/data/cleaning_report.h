// What was read, what was dropped and why, and what is left: one account from the reader to the data set.
#ifndef NEARSHELF_SERVER_SYNC_DATA_CLEANING_REPORT_H_
#define NEARSHELF_SERVER_SYNC_DATA_CLEANING_REPORT_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sdk/base/time.h"

namespace nearshelf::data {

struct Amounts {
  uint64_t clicks = 0;
  uint64_t sessions = 0;
  uint64_t items = 0;
};

// One rule of the cleaning; listed even when it dropped nothing, so that a reader sees that it ran, or why it did not.
struct CleaningStep {
  std::string rule;  // stable name, for example "duplicates"
  std::string what;  // "same session, item and time"
  bool enabled = true;
  Amounts dropped;
  std::string detail;   // thresholds, rounds, or why the rule is off; may be empty
  std::string example;  // place and reason of the first row dropped; may be empty
};

struct CleaningReport {
  std::string source;  // file name
  std::string layout;
  Amounts read;                     // rows (or session items), sessions and items of the file
  std::vector<CleaningStep> steps;  // in the order in which they ran
  Amounts kept;
  TimeMs window_begin = 0;  // first and last click that is kept; both 0 when the source has no times
  TimeMs window_end = 0;
};

// A table for people, ending with a newline.
std::string to_text(const CleaningReport& report);
// {"source", "layout", "read": {...}, "steps": [{"rule", "what", "enabled", "clicks", "sessions", "items", "detail",
// "example"}], "kept": {...}, "window": {"begin", "end"} or null}.
nlohmann::json to_json(const CleaningReport& report);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_CLEANING_REPORT_H_
