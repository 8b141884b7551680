#include "server_sync/server/http/shared.h"

#include <gtest/gtest.h>

#include <thread>

namespace nearshelf::server {
namespace {

HttpOptions with_limit(int64_t per_address) {
  HttpOptions options;
  options.limits.connections_per_address = per_address;
  options.trusted_proxies = {"10.0.0.1"};
  return options;
}

TEST(Shared, CountsConnectionsByAddress) {
  Shared shared(with_limit(2), Router({}));
  EXPECT_TRUE(shared.open("192.0.2.1"));
  EXPECT_TRUE(shared.open("192.0.2.1"));
  EXPECT_FALSE(shared.open("192.0.2.1"));
  EXPECT_TRUE(shared.open("192.0.2.2"));
  EXPECT_EQ(shared.open_connections, 3);
  shared.close("192.0.2.1");
  EXPECT_TRUE(shared.open("192.0.2.1"));
}

TEST(Shared, ANetworkOfIpv6IsOneClient) {
  Shared shared(with_limit(1), Router({}));
  EXPECT_TRUE(shared.open("2001:db8::1"));
  EXPECT_FALSE(shared.open("2001:db8::2"));
  EXPECT_TRUE(shared.open("2001:db8:0:1::2"));
}

TEST(Shared, ProxiesAndTheMachineItselfHaveNoLimit) {
  Shared shared(with_limit(1), Router({}));
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(shared.open("127.0.0.1"));
    EXPECT_TRUE(shared.open("10.0.0.1"));
  }
  Shared unlimited(with_limit(0), Router({}));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(unlimited.open("192.0.2.1"));
}

TEST(Shared, WaitsUntilTheLastConnectionIsClosed) {
  Shared shared(with_limit(0), Router({}));
  EXPECT_EQ(shared.wait_until_closed(std::chrono::hours(1)), 0u);
  shared.open("192.0.2.1");
  EXPECT_EQ(shared.wait_until_closed(std::chrono::milliseconds(1)), 1u);
  std::thread closing([&] { shared.close("192.0.2.1"); });
  EXPECT_EQ(shared.wait_until_closed(std::chrono::hours(1)), 0u);
  closing.join();
}

TEST(Shared, RequestIdsDiffer) {
  Shared shared(with_limit(0), Router({}));
  EXPECT_NE(shared.next_request_id(), shared.next_request_id());
}

}  // namespace
}  // namespace nearshelf::server
