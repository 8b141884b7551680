#include "server_sync/data/sessionize.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <string>
#include <utility>

namespace nearshelf::data {
namespace {

// Event numbers, session after session; within one by time, then by place in the file.
struct Grouped {
  std::vector<uint32_t> events;
  std::vector<size_t> offsets;
};

Grouped group(const EventLog& log) {
  Grouped grouped{std::vector<uint32_t>(log.size()), std::vector<size_t>(log.sessions.size() + 1, 0)};
  for (const uint32_t session : log.session) ++grouped.offsets[session + 1];
  std::partial_sum(grouped.offsets.begin(), grouped.offsets.end(), grouped.offsets.begin());
  std::vector<size_t> next(grouped.offsets.begin(), grouped.offsets.end() - 1);
  for (size_t i = 0; i < log.size(); ++i) grouped.events[next[log.session[i]]++] = static_cast<uint32_t>(i);
  const auto earlier = [&log](uint32_t a, uint32_t b) { return log.time[a] < log.time[b]; };
  for (size_t s = 0; s + 1 < grouped.offsets.size(); ++s) {
    const auto begin = grouped.events.begin() + static_cast<ptrdiff_t>(grouped.offsets[s]);
    const auto end = grouped.events.begin() + static_cast<ptrdiff_t>(grouped.offsets[s + 1]);
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
  }
  return grouped;
}

// Takes the later ones of equal items out of `events`, which all have one time, keeping the order of the others.
void drop_repeated_items(const EventLog& log, std::vector<uint32_t>& events) {
  std::vector<uint32_t> by_item = events;
  const auto less = [&log](uint32_t a, uint32_t b) { return std::pair(log.item[a], a) < std::pair(log.item[b], b); };
  std::sort(by_item.begin(), by_item.end(), less);
  const auto same = [&log](uint32_t a, uint32_t b) { return log.item[a] == log.item[b]; };
  by_item.erase(std::unique(by_item.begin(), by_item.end(), same), by_item.end());
  std::sort(by_item.begin(), by_item.end());
  events = std::move(by_item);
}

// The events of one session without duplicates.
void copy_unique(const EventLog& log, std::span<const uint32_t> events, std::vector<uint32_t>& kept) {
  kept.clear();
  std::vector<uint32_t> at_once;
  for (size_t begin = 0; begin < events.size();) {
    size_t end = begin + 1;
    while (end < events.size() && log.time[events[end]] == log.time[events[begin]]) ++end;
    if (end == begin + 1) {
      kept.push_back(events[begin]);
    } else {
      at_once.assign(events.begin() + static_cast<ptrdiff_t>(begin), events.begin() + static_cast<ptrdiff_t>(end));
      drop_repeated_items(log, at_once);
      kept.insert(kept.end(), at_once.begin(), at_once.end());
    }
    begin = end;
  }
}

std::string gap_text(TimeMs gap) {
  if (gap % kMinuteMs == 0) return std::to_string(gap / kMinuteMs) + " minutes";
  return std::to_string(gap / kSecondMs) + " seconds";
}

// Copies the sessions in order of their last click, first click and number.
SessionLog oldest_first(SessionLog log) {
  std::vector<size_t> order(log.session_count());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto key = [&log](size_t s) { return std::pair(log.times[log.offsets[s + 1] - 1], log.times[log.offsets[s]]); };
  std::stable_sort(order.begin(), order.end(), [&key](size_t a, size_t b) { return key(a) < key(b); });
  SessionLog sorted;
  sorted.clicks.reserve(log.clicks.size());
  sorted.times.reserve(log.times.size());
  sorted.offsets.reserve(log.offsets.size());
  for (const size_t s : order) {
    const auto begin = static_cast<ptrdiff_t>(log.offsets[s]);
    const auto end = static_cast<ptrdiff_t>(log.offsets[s + 1]);
    sorted.clicks.insert(sorted.clicks.end(), log.clicks.begin() + begin, log.clicks.begin() + end);
    sorted.times.insert(sorted.times.end(), log.times.begin() + begin, log.times.begin() + end);
    sorted.offsets.push_back(sorted.clicks.size());
  }
  sorted.items = std::move(log.items);
  return sorted;
}

}  // namespace

SessionLog sessionize(EventLog events, std::optional<TimeMs> gap, CleaningReport& report) {
  const Grouped grouped = group(events);
  SessionLog log;
  log.clicks.reserve(events.size());
  log.times.reserve(events.size());
  std::vector<uint32_t> kept;
  uint64_t splits = 0;
  for (size_t s = 0; s + 1 < grouped.offsets.size(); ++s) {
    const std::span<const uint32_t> session =
        std::span(grouped.events).subspan(grouped.offsets[s], grouped.offsets[s + 1] - grouped.offsets[s]);
    copy_unique(events, session, kept);
    for (size_t i = 0; i < kept.size(); ++i) {
      const TimeMs time = events.time[kept[i]];
      if (gap && i > 0 && time - log.times.back() > *gap) {
        log.offsets.push_back(log.clicks.size());
        ++splits;
      }
      log.clicks.push_back(events.item[kept[i]]);
      log.times.push_back(time);
    }
    log.offsets.push_back(log.clicks.size());
  }
  report.steps.push_back(
      {"duplicates", "same session, item and time", true, {events.size() - log.clicks.size(), 0, 0}, "", ""});
  CleaningStep split{"session_gap", "new session after a pause", gap.has_value(), {}, "", ""};
  if (gap) split.detail = "pause above " + gap_text(*gap) + ", " + std::to_string(splits) + " more sessions";
  report.steps.push_back(std::move(split));
  log.items = std::move(events.items);
  return oldest_first(std::move(log));
}

}  // namespace nearshelf::data
