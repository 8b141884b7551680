#include "server_sync/server/ingest/rates.h"

#include <algorithm>
#include <cstring>

namespace nearshelf::server {
namespace {

int64_t minute_of(TimeMs time_ms) { return time_ms / kMinuteMs; }
int64_t day_of(TimeMs time_ms) { return -1 - time_ms / kDayMs; }

}  // namespace

Rates::Rates(const IngestRules& rules)
    : per_minute_(rules.max_events_per_minute),
      per_day_(rules.max_events_per_day),
      max_counters_(std::max<size_t>(rules.max_rate_counters, 2)) {}

size_t Rates::KeyHash::operator()(const Key& key) const {
  // The pseudonym is random already; the golden ratio spreads neighbouring periods.
  return static_cast<size_t>(key.pseudonym ^ (static_cast<uint64_t>(key.period) * 0x9e3779b97f4a7c15u));
}

uint32_t Rates::add_one(const Key& key) {
  if (const auto found = counters_.find(key); found != counters_.end()) {
    order_.splice(order_.begin(), order_, found->second);
    return ++found->second->count;
  }
  if (order_.size() >= max_counters_) {
    counters_.erase(order_.back().key);
    order_.pop_back();
  }
  order_.push_front({key, 1});
  counters_.emplace(key, order_.begin());
  return 1;
}

void Rates::take_one(const Key& key) {
  const auto found = counters_.find(key);
  if (found == counters_.end()) return;  // forgotten meanwhile
  if (--found->second->count > 0) return;
  order_.erase(found->second);
  counters_.erase(found);
}

std::string_view Rates::count(const protocol::Bytes32& pseudonym, TimeMs time_ms, Charge* charge) {
  std::memcpy(&charge->pseudonym, pseudonym.data(), sizeof(charge->pseudonym));
  charge->time_ms = std::max<TimeMs>(time_ms, 0);
  charge->counted = true;
  const std::lock_guard lock(mutex_);
  const uint32_t in_minute = add_one({charge->pseudonym, minute_of(charge->time_ms)});
  const uint32_t in_day = add_one({charge->pseudonym, day_of(charge->time_ms)});
  if (in_day > per_day_) return "robot";
  return in_minute > per_minute_ ? "rate" : "";
}

void Rates::take_back(const Charge& charge) {
  if (!charge.counted) return;
  const std::lock_guard lock(mutex_);
  take_one({charge.pseudonym, minute_of(charge.time_ms)});
  take_one({charge.pseudonym, day_of(charge.time_ms)});
}

size_t Rates::size() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

}  // namespace nearshelf::server
