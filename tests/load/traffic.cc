#include "tests/load/traffic.h"

#include <algorithm>
#include <charconv>
#include <random>
#include <unordered_map>

namespace nearshelf::load {
namespace {

constexpr uint64_t kSeedStep = uint64_t{1} << 32;  // more than there are events of one seed
constexpr size_t kReorderWindow = 64;              // batches
constexpr size_t kDuplicateReach = 20'000;         // how many sends back the event may be that is repeated

// A well mixed number for each input (SplitMix64), so that an event needs no state.
uint64_t mix(uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

// Three shoppers of four agree to it.
bool improves_models(uint64_t device) { return device % 4 != 0; }

protocol::Bytes32 pseudonym_of(uint64_t device) {
  protocol::Bytes32 bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(mix(device + (i / 8)) >> (8 * (i % 8)));
  return bytes;
}

}  // namespace

Traffic::Traffic(const TrafficOptions& options) : options_(options) {
  std::mt19937_64 random(options.seed);
  std::uniform_real_distribution<double> share(0, 1);
  numbers_.reserve(options.sends);
  for (size_t i = 0; i < options.sends; ++i) {
    if (i > 0 && share(random) < options.duplicates) {
      const size_t back = 1 + random() % std::min(i, kDuplicateReach);
      numbers_.push_back(numbers_[i - back]);
    } else {
      numbers_.push_back(static_cast<uint32_t>(unique_++));
    }
  }
  for (size_t i = 0; i < numbers_.size(); i += options.batch_events) first_.push_back(i);
  first_.push_back(numbers_.size());
  if (!options.reorder) return;
  // Whole batches change places with neighbours, then events within their batch; only full ones, so that all fit.
  const size_t full = numbers_.size() / options.batch_events;
  for (size_t from = 0; from < full; from += kReorderWindow) {
    for (size_t i = std::min(full, from + kReorderWindow) - 1; i > from; --i) {
      const auto a = numbers_.begin() + static_cast<std::ptrdiff_t>(i * options.batch_events);
      const auto b =
          numbers_.begin() + static_cast<std::ptrdiff_t>((from + random() % (i - from + 1)) * options.batch_events);
      if (a != b) std::swap_ranges(a, a + static_cast<std::ptrdiff_t>(options.batch_events), b);
    }
  }
  for (size_t i = 0; i + 1 < first_.size(); ++i) {
    std::shuffle(numbers_.begin() + static_cast<std::ptrdiff_t>(first_[i]),
                 numbers_.begin() + static_cast<std::ptrdiff_t>(first_[i + 1]), random);
  }
}

std::span<const uint32_t> Traffic::events(size_t batch) const {
  return std::span(numbers_).subspan(first_[batch], first_[batch + 1] - first_[batch]);
}

// The second half is the number, hidden by the first: an id proves itself, and tells its number.
std::string Traffic::event_id(uint32_t number) const {
  const uint64_t first = mix(options_.seed * kSeedStep + number);
  const uint64_t halves[] = {first, mix(first) ^ number};
  std::string id;
  for (const uint64_t half : halves) {
    for (int shift = 60; shift >= 0; shift -= 4) id += "0123456789abcdef"[(half >> shift) & 15];
  }
  return id;
}

std::optional<uint32_t> Traffic::number_of(std::string_view text, uint64_t seed) {
  uint64_t halves[2];
  if (text.size() < 32) return std::nullopt;
  for (size_t i = 0; i < 2; ++i) {
    const char* const begin = text.data() + 16 * i;
    if (std::from_chars(begin, begin + 16, halves[i], 16).ptr != begin + 16) return std::nullopt;
  }
  const uint64_t number = halves[1] ^ mix(halves[0]);
  const bool proven = number <= UINT32_MAX && mix(seed * kSeedStep + number) == halves[0];
  return proven ? std::optional(static_cast<uint32_t>(number)) : std::nullopt;
}

protocol::Event Traffic::event(uint32_t number) const {
  constexpr uint8_t kKinds[] = {1, 1, 1, 2, 2, 8, 3, 5};  // mostly views, seldom a purchase
  const uint64_t dice = mix(options_.seed * kSeedStep + number);
  const uint64_t in_device = number % options_.events_per_device;
  protocol::Event event;
  event.id = event_id(number);
  event.kind = kKinds[dice % 8];
  event.session = mix(number / options_.events_per_device) >> 11;  // JavaScript keeps 53 bits of a number
  event.position = static_cast<uint32_t>(in_device);
  event.time_ms = (options_.now_ms / kMinuteMs - 10) * kMinuteMs;
  event.item_id = "item-" + std::to_string((dice >> 8) % 40'000);
  const bool trainable = improves_models(number / options_.events_per_device);
  if (event.kind == 1 && trainable) event.dwell_ms = static_cast<int64_t>((dice >> 24) % 90'000);
  if (event.kind == 3 || event.kind == 5) {
    event.quantity = 1 + static_cast<int64_t>((dice >> 24) % 3);
    event.price = static_cast<double>((dice >> 32) % 20'000) / 100;
  }
  return event;
}

std::string Traffic::body(size_t batch) const {
  protocol::Batch out;
  out.sent_at_ms = options_.now_ms;
  out.sdk = "nearshelf-load/1";
  out.model_id = "spring";
  out.model_version = 7;
  std::unordered_map<uint64_t, uint16_t> devices;
  for (const uint32_t number : events(batch)) {
    protocol::Event event = this->event(number);
    const uint64_t device = number / options_.events_per_device;
    const auto [at, added] = devices.emplace(device, static_cast<uint16_t>(devices.size()));
    if (added) {
      out.pseudonyms.push_back(pseudonym_of(options_.seed * kSeedStep + device));
      const uint8_t more = improves_models(device) ? protocol::kModelImprovement : 0;
      const auto granted = static_cast<uint8_t>(protocol::kMeasurement | more);
      // Each shopper decided at another time, yesterday.
      out.receipts.push_back(
          {options_.now_ms - kDayMs - static_cast<TimeMs>(device % 3'600'000), "2026-11", granted, false});
    }
    event.pseudonym = event.receipt = at->second;
    out.events.push_back(std::move(event));
  }
  return protocol::encode_batch(options_.format, out);
}

}  // namespace nearshelf::load
