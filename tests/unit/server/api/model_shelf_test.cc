#include "server_sync/server/api/model_shelf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/publisher/site/digest.h"
#include "tests/support/fake_event_store.h"
#include "tests/support/test_model.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;

class ModelShelfTest : public ::testing::Test {
 protected:
  StoredModel put(const std::string& tenant, uint64_t version) {
    testing::TestModelOptions options;
    options.version = version;
    options.text_ids = true;
    const model::AlignedBytes bytes = testing::make_test_bytes(options);
    StoredModel stored;
    stored.tenant = tenant;
    stored.model_id = options.model_id;
    stored.version = version;
    stored.sha256 = site::sha256(bytes.span());
    stored.size_bytes = bytes.size();
    EXPECT_TRUE(store_.add_token({"id" + tenant, tenant, Role::kDevice, {}, 0, ""}).ok());
    EXPECT_TRUE(store_.put_model(stored, bytes.span()).ok());
    return stored;
  }

  testing::FakeEventStore store_;
  ModelItems items_;
  ModelShelf shelf_{&store_, &items_};
};

TEST_F(ModelShelfTest, OffersTheCurrentModelOfEachTenant) {
  const StoredModel stored = put("shop", 3);
  EXPECT_EQ(shelf_.find("shop"), nullptr);
  ASSERT_TRUE(shelf_.refresh().ok());
  const auto offered = shelf_.find("shop");
  ASSERT_NE(offered, nullptr);
  EXPECT_EQ(offered->stored.version, 3u);
  EXPECT_EQ(offered->name, site::hex(stored.sha256).substr(0, 16) + ".nsm");
  EXPECT_THAT(offered->manifest, HasSubstr("\"url\": \"" + offered->name + "\""));
  EXPECT_EQ(site::sha256(offered->model->bytes()), stored.sha256);
  EXPECT_EQ(shelf_.find("other"), nullptr);
  EXPECT_TRUE(items_.knows("shop", offered->model->catalog().id(0)));
  EXPECT_FALSE(items_.knows("shop", "sku-9999"));
}

TEST_F(ModelShelfTest, KeepsTheOneBeforeForDevicesOnTheirWay) {
  put("shop", 1);
  ASSERT_TRUE(shelf_.refresh().ok());
  const auto first = shelf_.find("shop");
  put("shop", 2);
  ASSERT_TRUE(shelf_.refresh().ok());
  put("shop", 3);
  ASSERT_TRUE(shelf_.refresh().ok());
  const auto third = shelf_.find("shop");
  EXPECT_EQ(third->stored.version, 3u);
  EXPECT_EQ(third->before->stored.version, 2u);
  EXPECT_EQ(third->before->before, nullptr);
  EXPECT_NE(first->manifest_etag, third->manifest_etag);
}

TEST_F(ModelShelfTest, LeavesWhatDidNotChange) {
  put("shop", 1);
  ASSERT_TRUE(shelf_.refresh().ok());
  const auto before = shelf_.find("shop");
  ASSERT_TRUE(shelf_.refresh().ok());
  EXPECT_EQ(shelf_.find("shop"), before);
}

TEST_F(ModelShelfTest, AModelThatCannotBeReadLeavesTheOneBefore) {
  put("shop", 1);
  ASSERT_TRUE(shelf_.refresh().ok());
  StoredModel broken;
  broken.tenant = "shop";
  broken.model_id = "test-model";
  broken.version = 2;
  const std::vector<uint8_t> bytes = {1, 2, 3};
  broken.sha256 = site::sha256(bytes);
  ASSERT_TRUE(store_.put_model(broken, bytes).ok());
  const Status refreshed = shelf_.refresh();
  EXPECT_FALSE(refreshed.ok());
  EXPECT_THAT(refreshed.place(), HasSubstr("the model of shop"));
  EXPECT_EQ(shelf_.find("shop")->stored.version, 1u);
}

}  // namespace
}  // namespace nearshelf::server
