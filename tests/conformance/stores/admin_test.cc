// Tokens and models.
#include <gmock/gmock.h>

#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using ::testing::ElementsAre;

class AdminTest : public StoreTest {
 protected:
  static std::vector<uint8_t> bytes_of(uint64_t version) {
    return std::vector<uint8_t>(1000 + version, uint8_t(version));
  }

  static StoredModel model(uint64_t version, const std::string& tenant = "shop") {
    const std::vector<uint8_t> bytes = bytes_of(version);
    return {tenant, "model " + std::to_string(version), version, sha256(as_text(bytes)), bytes.size(), kNow};
  }

  Status put(uint64_t version) { return store_->put_model(model(version), bytes_of(version)); }
};

TEST_F(AdminTest, TokensAreKeptAndRemoved) {
  Token token{"b", "new-shop", Role::kAnalyst, pseudonym(3), kNow, "dash"};
  ASSERT_TRUE(store_->add_token(token).ok());
  token.id = "a";
  ASSERT_TRUE(store_->add_token(token).ok());
  EXPECT_EQ(store_->add_token(token).code(), Code::kFailedPrecondition);
  EXPECT_THAT(*store_->tenants(), ElementsAre("new-shop"));
  const auto tokens = store_->tokens();
  ASSERT_TRUE(tokens.ok());
  ASSERT_EQ(tokens->size(), 2u);
  EXPECT_EQ((*tokens)[0].id, "a");
  EXPECT_EQ((*tokens)[1].tenant, "new-shop");
  EXPECT_EQ((*tokens)[1].role, Role::kAnalyst);
  EXPECT_EQ((*tokens)[1].secret_hash, pseudonym(3));
  EXPECT_EQ((*tokens)[1].created_ms, kNow);
  EXPECT_EQ((*tokens)[1].label, "dash");
  ASSERT_TRUE(store_->remove_token("a", kNow).ok());
  EXPECT_EQ(store_->remove_token("a", kNow).code(), Code::kNotFound);
  EXPECT_EQ(store_->tokens()->size(), 1u);
}

TEST_F(AdminTest, ModelsGoForwardOnly) {
  EXPECT_FALSE(store_->current_model("shop")->has_value());
  ASSERT_TRUE(put(5).ok());
  ASSERT_TRUE(put(5).ok());  // the same again
  EXPECT_EQ(put(4).code(), Code::kFailedPrecondition);
  StoredModel other = model(7);
  other.version = 5;
  EXPECT_EQ(store_->put_model(other, bytes_of(7)).code(), Code::kFailedPrecondition);
  EXPECT_EQ(store_->put_model(model(8), bytes_of(9)).code(), Code::kInvalidArgument);
  const auto current = store_->current_model("shop");
  ASSERT_TRUE(current.ok() && *current);
  EXPECT_EQ((*current)->version, 5u);
  EXPECT_EQ((*current)->model_id, "model 5");
  EXPECT_EQ((*current)->sha256, model(5).sha256);
  EXPECT_EQ((*current)->size_bytes, bytes_of(5).size());
  EXPECT_EQ((*current)->published_ms, kNow);
  EXPECT_EQ((*current)->tenant, "shop");
  EXPECT_FALSE(store_->current_model("other")->has_value());
  EXPECT_EQ(audit().size(), 1u);
}

TEST_F(AdminTest, TheNewestModelsAreKept) {
  for (uint64_t version = 1; version <= kModelsKept + 2; ++version) ASSERT_TRUE(put(version).ok());
  EXPECT_EQ(store_->read_model("shop", model(2).sha256).status().code(), Code::kNotFound);
  EXPECT_EQ(store_->read_model("other", model(3).sha256).status().code(), Code::kNotFound);
  const auto bytes = store_->read_model("shop", model(3).sha256);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(*bytes, bytes_of(3));
}

}  // namespace
}  // namespace nearshelf::server::testing
