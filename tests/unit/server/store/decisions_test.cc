#include "server_sync/server/store/decisions.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <vector>

#include "server_sync/server/store/digest.h"

namespace nearshelf::server {
namespace {

EraseRequest request_of(std::vector<uint8_t> pseudonyms, EraseScope scope = EraseScope::kAll) {
  EraseRequest request;
  request.request_id = "r-1";
  request.scope = scope;
  for (const uint8_t first : pseudonyms) request.pseudonyms.push_back({first});
  return request;
}

TEST(Decisions, AnErasureIsTheSameWhateverItsOrder) {
  const Bytes32 digest = erasure_digest(request_of({1, 2, 3}));
  EXPECT_EQ(erasure_digest(request_of({3, 1, 2, 1})), digest);
  EXPECT_NE(erasure_digest(request_of({1, 2})), digest);
  EXPECT_NE(erasure_digest(request_of({1, 2, 3}, EraseScope::kModelImprovement)), digest);
  EXPECT_EQ(reused_request_id(request_of({1})).place(), "r-1");
}

TEST(Decisions, TheWiderTombstoneIsTheLarger) {
  EXPECT_GT(tombstone_of(EraseScope::kAll), tombstone_of(EraseScope::kModelImprovement));
  EXPECT_GT(tombstone_of(EraseScope::kModelImprovement), Tombstone::kNone);
}

class PublicationTest : public ::testing::Test {
 protected:
  static constexpr std::array<uint8_t, 3> kBytes = {1, 2, 3};
  static StoredModel model(uint64_t version) {
    StoredModel model;
    model.model_id = "m";
    model.version = version;
    model.size_bytes = kBytes.size();
    model.sha256 = sha256(as_text(kBytes));
    return model;
  }
  static StoredModel other(uint64_t version) {
    StoredModel other = model(version);
    other.sha256[0] ^= 1;
    return other;
  }
};

TEST_F(PublicationTest, ANewerOneIsStoredAndTheSameIsThereAlready) {
  EXPECT_TRUE(*check_publication(std::nullopt, model(4), kBytes));
  EXPECT_TRUE(*check_publication(other(3), model(4), kBytes));
  EXPECT_FALSE(*check_publication(model(4), model(4), kBytes));
}

TEST_F(PublicationTest, DevicesGoBackToNoOlderOne) {
  EXPECT_EQ(check_publication(other(5), model(4), kBytes).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(check_publication(other(4), model(4), kBytes).status().code(), Code::kFailedPrecondition);
}

TEST_F(PublicationTest, BytesHaveToBeThoseThatAreNamed) {
  EXPECT_EQ(check_publication(std::nullopt, other(4), kBytes).status().code(), Code::kInvalidArgument);
  StoredModel longer = model(4);
  ++longer.size_bytes;
  EXPECT_EQ(check_publication(std::nullopt, longer, kBytes).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(check_publication(std::nullopt, model(uint64_t{1} << 63), kBytes).status().code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace nearshelf::server
