#include "server_sync/server/api/authorizer.h"

#include <gtest/gtest.h>

#include <future>

#include "tests/support/fake_event_store.h"

namespace nearshelf::server {
namespace {

class AuthorizerTest : public ::testing::Test {
 protected:
  std::string add(Role role) {
    const NewToken made = make_token("shop", role, "", 0);
    EXPECT_TRUE(store_.add_token(made.token).ok());
    return "Bearer " + made.text;
  }
  // The tenant, or the status of the refusal.
  std::string ask(const std::string& authorization, Role needed) {
    std::promise<std::variant<Principal, Response>> answer;
    authorizer_.authorize(authorization, needed, [&](auto value) { answer.set_value(std::move(value)); });
    const auto value = answer.get_future().get();
    if (const auto* refusal = std::get_if<Response>(&value)) return std::to_string(refusal->status);
    return std::get<Principal>(value).tenant;
  }

  testing::FakeEventStore store_;
  Workers workers_{1, 10};
  Authorizer authorizer_{&store_, &workers_};
};

TEST_F(AuthorizerTest, TokensMayDoWhatTheirRoleMay) {
  const std::string device = add(Role::kDevice);
  const std::string admin = add(Role::kAdmin);
  ASSERT_TRUE(authorizer_.refresh().ok());
  EXPECT_EQ(ask(device, Role::kDevice), "shop");
  EXPECT_EQ(ask(device, Role::kPublisher), "403");
  EXPECT_EQ(ask(admin, Role::kAnalyst), "shop");
  EXPECT_EQ(ask(admin, Role::kDevice), "403");
}

TEST_F(AuthorizerTest, WhatIsNoTokenOrHasAnotherSecretIsRefused) {
  std::string device = add(Role::kDevice);
  ASSERT_TRUE(authorizer_.refresh().ok());
  device.back() = device.back() == '0' ? '1' : '0';
  for (const std::string& text : {std::string(), std::string("Bearer x"), std::string("Basic abc"), device}) {
    EXPECT_EQ(ask(text, Role::kDevice), "401") << text;
  }
}

TEST_F(AuthorizerTest, ANewTokenIsLookedUpOnceASecond) {
  ASSERT_TRUE(authorizer_.refresh().ok());
  const std::string first = add(Role::kDevice);
  EXPECT_EQ(ask(first, Role::kDevice), "shop");
  const std::string second = add(Role::kDevice);
  EXPECT_EQ(ask(second, Role::kDevice), "401");
  ASSERT_TRUE(authorizer_.refresh().ok());
  EXPECT_EQ(ask(second, Role::kDevice), "shop");
}

TEST_F(AuthorizerTest, ARevokedTokenEndsWithTheNextRefresh) {
  const NewToken made = make_token("shop", Role::kDevice, "", 0);
  ASSERT_TRUE(store_.add_token(made.token).ok());
  ASSERT_TRUE(authorizer_.refresh().ok());
  ASSERT_TRUE(store_.remove_token(made.token.id, 0).ok());
  EXPECT_EQ(ask("Bearer " + made.text, Role::kDevice), "shop");
  ASSERT_TRUE(authorizer_.refresh().ok());
  EXPECT_EQ(ask("Bearer " + made.text, Role::kDevice), "401");
}

}  // namespace
}  // namespace nearshelf::server
