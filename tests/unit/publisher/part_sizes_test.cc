#include "server_sync/publisher/part_sizes.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/support/test_model.h"

namespace nearshelf::publisher {
namespace {

using testing::make_test_model;
using testing::TestModelOptions;

TEST(PartSizes, AddUpToTheFile) {
  for (const bool everything : {true, false}) {
    TestModelOptions options;
    options.with_attributes = everything;
    options.with_gru = everything;
    options.with_neighbors = everything;
    const auto model = make_test_model(options);
    size_t sum = 0;
    for (const PartSize& part : part_sizes(*model)) {
      EXPECT_GT(part.bytes, 0u) << part.part;
      EXPECT_LT(part.bytes, model->bytes().size()) << part.part;
      sum += part.bytes;
    }
    EXPECT_EQ(sum, model->bytes().size());
    EXPECT_EQ(part_sizes(*model).back().part, "structure");
  }
}

TEST(PartSizes, AreWhatThePartsNeed) {
  const auto model = make_test_model();
  std::map<std::string, size_t> bytes;
  for (const PartSize& part : part_sizes(*model)) bytes[part.part] = part.bytes;
  EXPECT_EQ(bytes["item ids"], 120u * 9 / 8);  // ids up to 367: 9 bits
  EXPECT_EQ(bytes["embeddings"], 120u * (32 + 2 + 4));
  EXPECT_EQ(bytes["gru"], 2u * (96 * 32 + 96 * 32 + 96 + 32 * 64 + 32));
  EXPECT_EQ(bytes["prices"], 120u * 4);
}

}  // namespace
}  // namespace nearshelf::publisher
