#include "server_sync/data/cleaning.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server_sync/data/robots.h"

namespace nearshelf::data {
namespace {

std::vector<uint64_t> item_clicks(const SessionLog& log) {
  std::vector<uint64_t> counts(log.items.size(), 0);
  for (const uint32_t item : log.clicks) ++counts[item];
  return counts;
}

uint64_t distinct_items(const SessionLog& log) {
  const std::vector<uint64_t> counts = item_clicks(log);
  return static_cast<uint64_t>(std::count_if(counts.begin(), counts.end(), [](uint64_t count) { return count > 0; }));
}

// Keeps, in place, the clicks for which both masks are true (an empty mask is true everywhere); a session that becomes
// empty goes too.
void keep(SessionLog& log, const std::vector<bool>& sessions, const std::vector<bool>& items) {
  const bool timed = !log.times.empty();
  size_t kept_clicks = 0;
  size_t kept_sessions = 0;
  for (size_t s = 0, begin = 0, end = 0; s < log.session_count(); ++s, begin = end) {
    end = log.offsets[s + 1];
    if (!sessions.empty() && !sessions[s]) continue;
    for (size_t i = begin; i < end; ++i) {
      if (!items.empty() && !items[log.clicks[i]]) continue;
      log.clicks[kept_clicks] = log.clicks[i];
      if (timed) log.times[kept_clicks] = log.times[i];
      ++kept_clicks;
    }
    if (kept_clicks > log.offsets[kept_sessions]) log.offsets[++kept_sessions] = kept_clicks;
  }
  log.offsets.resize(kept_sessions + 1);
  log.clicks.resize(kept_clicks);
  if (timed) log.times.resize(kept_clicks);
}

Amounts amounts(const SessionLog& log) { return {log.clicks.size(), log.session_count(), distinct_items(log)}; }

void add_difference(const Amounts& before, const Amounts& after, Amounts& dropped) {
  dropped.clicks += before.clicks - after.clicks;
  dropped.sessions += before.sessions - after.sessions;
  dropped.items += before.items - after.items;
}

std::string plain_number(double number) {
  if (!std::isfinite(number)) return "none";
  return std::to_string(static_cast<uint64_t>(number));
}

}  // namespace

void drop_robots(SessionLog& log, bool enabled, CleaningReport& report) {
  CleaningStep step{"robots", "robot-like sessions: far longer or faster than the others", enabled, {}, "", ""};
  if (enabled) {
    const RobotFences fences = robot_fences(log);
    std::vector<bool> shoppers = find_robots(log, fences);
    shoppers.flip();
    const Amounts before = amounts(log);
    keep(log, shoppers, {});
    add_difference(before, amounts(log), step.dropped);
    step.detail = "above " + plain_number(fences.max_length) + " clicks";
    if (!log.times.empty()) step.detail += " or " + plain_number(fences.max_clicks_per_minute) + " clicks a minute";
  }
  report.steps.push_back(std::move(step));
}

void enforce_support(SessionLog& log, uint32_t min_item_support, uint32_t min_session_length, CleaningReport& report) {
  CleaningStep items{"item_support", "items with too few clicks", min_item_support > 1, {}, "", ""};
  CleaningStep lengths{"session_length", "sessions with too few clicks", min_session_length > 1, {}, "", ""};
  uint64_t rounds = 0;
  Amounts now = amounts(log);
  for (bool changed = true; changed; ++rounds) {
    const std::vector<uint64_t> counts = item_clicks(log);
    std::vector<bool> mask(counts.size());
    for (size_t i = 0; i < counts.size(); ++i) mask[i] = counts[i] >= min_item_support;
    keep(log, {}, mask);
    const Amounts supported = amounts(log);
    add_difference(now, supported, items.dropped);

    mask.assign(log.session_count(), true);
    for (size_t s = 0; s < mask.size(); ++s) mask[s] = log.length(s) >= min_session_length;
    keep(log, mask, {});
    now = amounts(log);
    add_difference(supported, now, lengths.dropped);
    changed = supported.clicks != now.clicks;
  }
  if (items.enabled) items.detail = "fewer than " + std::to_string(min_item_support);
  if (lengths.enabled) lengths.detail = "fewer than " + std::to_string(min_session_length);
  if (items.enabled && lengths.enabled)
    lengths.detail += ", in turn with the rule above " + std::to_string(rounds) + " times";
  report.steps.push_back(std::move(items));
  report.steps.push_back(std::move(lengths));
}

SessionDataset make_dataset(const SessionLog& log, CleaningReport& report) {
  const std::vector<uint64_t> counts = item_clicks(log);
  std::vector<uint32_t> present;
  std::vector<std::string_view> ids;
  for (uint32_t item = 0; item < counts.size(); ++item) {
    if (counts[item] == 0) continue;
    present.push_back(item);
    ids.push_back(log.items[item]);
  }
  SessionDataset dataset;
  std::vector<uint32_t> dense(log.items.size(), 0);
  dataset.item_ids.reserve(ids.size());
  for (const uint32_t position : catalog_order(ids)) {
    dense[present[position]] = static_cast<uint32_t>(dataset.item_ids.size());
    dataset.item_ids.emplace_back(ids[position]);
  }
  dataset.items.reserve(log.clicks.size());
  for (const uint32_t item : log.clicks) dataset.items.push_back(dense[item]);
  dataset.offsets = log.offsets;
  if (!log.times.empty()) {
    for (size_t s = 0; s < log.session_count(); ++s) dataset.end_times.push_back(log.times[log.offsets[s + 1] - 1]);
    report.window_begin = *std::min_element(log.times.begin(), log.times.end());
    report.window_end = *std::max_element(log.times.begin(), log.times.end());
  }
  report.kept = {dataset.click_count(), dataset.session_count(), dataset.item_count()};
  return dataset;
}

}  // namespace nearshelf::data
