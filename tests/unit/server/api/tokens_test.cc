#include "server_sync/server/api/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using ::testing::MatchesRegex;

TEST(Tokens, AreRecognisedByTheirText) {
  const NewToken made = make_token("shop", Role::kPublisher, "nightly", 17);
  EXPECT_THAT(made.text, MatchesRegex("nst_[0-9a-f]+_[0-9a-f]+"));
  EXPECT_EQ(made.token.tenant, "shop");
  EXPECT_EQ(made.token.role, Role::kPublisher);
  EXPECT_EQ(made.token.label, "nightly");
  EXPECT_EQ(made.token.created_ms, 17);
  const auto presented = parse_token(made.text);
  ASSERT_TRUE(presented);
  EXPECT_EQ(presented->id, made.token.id);
  EXPECT_TRUE(is_secret_of(*presented, made.token));
}

TEST(Tokens, AnotherSecretIsNotThatOne) {
  const NewToken made = make_token("shop", Role::kDevice, "", 0);
  std::string text = made.text;
  text.back() = text.back() == '0' ? '1' : '0';
  EXPECT_FALSE(is_secret_of(*parse_token(text), made.token));
  EXPECT_FALSE(is_secret_of(*parse_token(make_token("shop", Role::kDevice, "", 0).text), made.token));
}

TEST(Tokens, WhatIsNoTokenIsNone) {
  const std::string good = make_token("shop", Role::kDevice, "", 0).text;
  EXPECT_TRUE(parse_token(good));
  EXPECT_FALSE(parse_token(""));
  EXPECT_FALSE(parse_token(good + "0"));
  EXPECT_FALSE(parse_token(good.substr(1)));
  EXPECT_FALSE(parse_token("x" + good.substr(1)));
  EXPECT_FALSE(parse_token(good.substr(0, good.size() - 1) + "g"));
}

TEST(Tokens, TheStoreNeverSeesTheSecret) {
  const NewToken made = make_token("shop", Role::kDevice, "", 0);
  const std::string hash(made.token.secret_hash.begin(), made.token.secret_hash.end());
  EXPECT_EQ(made.text.find(hash), std::string::npos);
}

TEST(Tokens, RolesHaveNames) {
  for (const Role role : {Role::kDevice, Role::kPublisher, Role::kAnalyst, Role::kAdmin}) {
    EXPECT_EQ(parse_role(role_name(role)), role);
  }
  EXPECT_FALSE(parse_role("root"));
  EXPECT_EQ(role_name(static_cast<Role>(9)), "unknown");
}

TEST(Tokens, AnAdminIsAPublisherAndAnAnalyst) {
  EXPECT_TRUE(role_covers(Role::kAdmin, Role::kPublisher));
  EXPECT_TRUE(role_covers(Role::kAdmin, Role::kAnalyst));
  EXPECT_TRUE(role_covers(Role::kDevice, Role::kDevice));
  EXPECT_FALSE(role_covers(Role::kAdmin, Role::kDevice));
  EXPECT_FALSE(role_covers(Role::kAnalyst, Role::kAdmin));
  EXPECT_FALSE(role_covers(Role::kDevice, Role::kAnalyst));
}

TEST(Tokens, TextsAreComparedWhole) {
  EXPECT_TRUE(same_text("abc", "abc"));
  EXPECT_FALSE(same_text("abc", "abd"));
  EXPECT_FALSE(same_text("abc", "abcd"));
  EXPECT_TRUE(same_text("", ""));
}

TEST(Tokens, TenantsHaveNamesThatAddressesCanHave) {
  for (const char* name : {"default", "a", "shop-2_x"}) EXPECT_TRUE(check_tenant(name).ok()) << name;
  for (const std::string& name : {std::string(), std::string("Shop"), std::string("a/b"), std::string("-a"),
                                  std::string("a b"), std::string(65, 'a')}) {
    EXPECT_EQ(check_tenant(name).code(), Code::kInvalidArgument) << name;
  }
}

}  // namespace
}  // namespace nearshelf::server
