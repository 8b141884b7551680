#include "tests/load/traffic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace nearshelf::load {
namespace {

constexpr TimeMs kNow = 1'800'000'000'000;

TrafficOptions options() {
  TrafficOptions options;
  options.sends = 5'030;
  options.now_ms = kNow;
  return options;
}

TEST(Traffic, RepeatsAsManyAsItWasTold) {
  TrafficOptions some = options();
  some.duplicates = 0.3;
  const Traffic traffic(some);
  EXPECT_NEAR(static_cast<double>(traffic.unique()), 0.7 * 5'030, 100);
  std::set<uint32_t> seen;
  size_t sends = 0;
  for (size_t i = 0; i < traffic.batches(); ++i) {
    for (const uint32_t number : traffic.events(i)) seen.insert(number);
    sends += traffic.events(i).size();
  }
  EXPECT_EQ(sends, 5'030u);
  EXPECT_EQ(seen.size(), traffic.unique());
  EXPECT_EQ(*seen.rbegin() + 1, traffic.unique());
}

TEST(Traffic, ChangesTheOrderAndNothingElse) {
  TrafficOptions other = options();
  other.reorder = true;
  const Traffic straight(options());
  const Traffic mixed(other);
  std::multiset<uint32_t> a;
  std::multiset<uint32_t> b;
  for (size_t i = 0; i < straight.batches(); ++i) {
    a.insert(straight.events(i).begin(), straight.events(i).end());
    b.insert(mixed.events(i).begin(), mixed.events(i).end());
  }
  EXPECT_EQ(a, b);
  EXPECT_FALSE(std::ranges::equal(straight.events(0), mixed.events(0)));
}

TEST(Traffic, IsTakenByTheServersDecoderTheSameEveryTime) {
  for (const protocol::Format format : {protocol::Format::kFlatBuffers, protocol::Format::kJson}) {
    TrafficOptions some = options();
    some.format = format;
    some.duplicates = 0.3;
    const Traffic traffic(some);
    std::map<std::string, std::tuple<uint64_t, uint32_t, std::string, protocol::Bytes32>> known;
    for (size_t i = 0; i < traffic.batches(); ++i) {
      const auto decoded = protocol::decode_batch(format, traffic.body(i));
      ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
      ASSERT_EQ(decoded->batch.events.size(), traffic.events(i).size());
      for (size_t e = 0; e < decoded->batch.events.size(); ++e) {
        const protocol::Event& event = decoded->batch.events[e];
        EXPECT_EQ(decoded->rejections[e], "");
        EXPECT_EQ(event.id, traffic.event_id(traffic.events(i)[e]));
        EXPECT_EQ(Traffic::number_of(event.id + "more", some.seed), traffic.events(i)[e]);
        EXPECT_EQ(Traffic::number_of("0" + event.id, some.seed), std::nullopt);
        EXPECT_EQ(Traffic::number_of(event.id, some.seed + 1), std::nullopt);
        const auto fields =
            std::make_tuple(event.session, event.position, event.item_id, decoded->batch.pseudonyms[event.pseudonym]);
        EXPECT_EQ(known.emplace(event.id, fields).first->second, fields);
      }
    }
  }
}

}  // namespace
}  // namespace nearshelf::load
