#include "server_sync/publisher/neighbor_encoding.h"

#include <gtest/gtest.h>

#include <random>

#include "sdk/model/model.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/serialize.h"
#include "tests/support/test_model.h"

namespace nearshelf::publisher {
namespace {

PastSessions random_sessions(size_t count, uint32_t items, uint32_t longest) {
  std::mt19937 random(9);
  PastSessions sessions;
  for (size_t s = 0; s < count; ++s) {
    sessions.lengths.push_back(static_cast<uint8_t>(1 + random() % longest));
    for (uint32_t c = 0; c < sessions.lengths.back(); ++c)
      sessions.items.push_back(static_cast<uint32_t>(random() % items));
  }
  return sessions;
}

TEST(NeighborEncoding, AllSessionsComeBackThroughAModel) {
  const PastSessions sessions = random_sessions(300, 120, 255);
  schema::ModelFileT file = testing::make_test_file();
  file.neighbors = encode_sessions(sessions);
  const auto model = model::Model::open(std::move(model::serialize(file)).value());
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  const model::NeighborsView& view = (*model)->neighbors();
  EXPECT_EQ(std::vector<uint8_t>(view.session_lengths.begin(), view.session_lengths.end()), sessions.lengths);
  const model::PackedInts items(view.items, view.bits_per_item, view.click_count);
  ASSERT_EQ(items.size(), sessions.items.size());
  for (size_t i = 0; i < items.size(); ++i) ASSERT_EQ(items[i], sessions.items[i]);
}

TEST(NeighborEncoding, SizesAreExact) {
  const PastSessions sessions = random_sessions(500, 1000, 12);
  const auto encoded = encode_sessions(sessions);
  EXPECT_EQ(encoded_bytes(sessions), encoded->length_codes->bytes.size() + encoded->items->bytes.size());
  EXPECT_EQ(encoded_bytes(PastSessions{}), 0u);
  EXPECT_EQ(encode_sessions(PastSessions{}), nullptr);
}

TEST(NeighborEncoding, FillsTheBudget) {
  const PastSessions sessions = random_sessions(500, 1000, 12);
  const size_t all = encoded_bytes(sessions);
  EXPECT_EQ(fit_sessions(sessions, all).lengths, sessions.lengths);
  for (size_t budget = 0; budget < all; budget += 37) {
    const PastSessions kept = fit_sessions(sessions, budget);
    EXPECT_LE(encoded_bytes(kept), budget);
    // The longest session has 12 clicks of 10 bits and one length code; what is left has no room for one of those.
    if (budget > 100) {
      EXPECT_GT(encoded_bytes(kept) + 24, budget);
    }
    size_t clicks = 0;
    for (const uint8_t length : kept.lengths) clicks += length;
    EXPECT_EQ(clicks, kept.items.size());
  }
}

}  // namespace
}  // namespace nearshelf::publisher
