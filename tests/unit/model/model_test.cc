#include "sdk/model/model.h"

#include <gtest/gtest.h>

#include "sdk/model/serialize.h"
#include "tests/support/test_model.h"

namespace nearshelf::model {
namespace {

using testing::make_test_bytes;
using testing::make_test_file;
using testing::make_test_model;
using testing::TestModelOptions;

TEST(Model, OpensWithEveryPart) {
  const auto model = make_test_model();
  EXPECT_EQ(model->item_count(), 120u);
  EXPECT_TRUE(model->has_gru());
  EXPECT_TRUE(model->has_neighbors());
  EXPECT_TRUE(model->has_rules());
  EXPECT_EQ(model->popularity().size(), 120u);
  EXPECT_EQ(model->trend().size(), 120u);
  EXPECT_EQ(model->session_timeout_ms(), 1'800'000);
}

TEST(Model, RowsAreAlignedAndWhereTheRangeSays) {
  for (uint32_t items : {1u, 2u, 31u, 120u}) {
    TestModelOptions options;
    options.item_count = items;
    const auto model = make_test_model(options);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(model->embeddings().rows) % 64, 0u);
    EXPECT_EQ(model->embedding_rows_range().offset % 64, 0u);
    EXPECT_EQ(model->embedding_rows_range().size, items * 32u);
    EXPECT_EQ(reinterpret_cast<const int8_t*>(model->bytes().data()) + model->embedding_rows_range().offset,
              model->embeddings().rows);
  }
}

}  // namespace
}  // namespace nearshelf::model
