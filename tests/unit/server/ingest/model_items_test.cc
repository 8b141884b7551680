#include "server_sync/server/ingest/model_items.h"

#include <gtest/gtest.h>

#include "tests/support/test_model.h"

namespace nearshelf::server {
namespace {

TEST(ModelItems, KnowWhatTheTenantsModelHas) {
  nearshelf::testing::TestModelOptions options;
  options.item_count = 3;
  options.text_ids = true;
  const auto opened = model::Model::open(nearshelf::testing::make_test_bytes(options));
  ASSERT_TRUE(opened.ok());
  const std::string known((*opened)->catalog().id(1));
  ModelItems items;
  EXPECT_TRUE(items.knows("shop", "anything")) << "no model, nothing can be told";
  items.set("shop", *opened);
  EXPECT_TRUE(items.knows("shop", known));
  EXPECT_FALSE(items.knows("shop", "anything"));
  EXPECT_TRUE(items.knows("other", "anything"));
  items.set("shop", nullptr);
  EXPECT_TRUE(items.knows("shop", "anything"));
}

}  // namespace
}  // namespace nearshelf::server
