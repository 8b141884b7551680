#include "server_sync/server/http/address.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

TEST(Address, TheLogSeesNetworksOnly) {
  EXPECT_EQ(log_address("203.0.113.7"), "203.0.113.0");
  EXPECT_EQ(log_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1::");
  EXPECT_EQ(log_address("::ffff:203.0.113.7"), "203.0.113.0");
  EXPECT_EQ(log_address("evil\nline"), "-");
  EXPECT_EQ(log_address(""), "-");
}

TEST(Address, AClientIsAnIpv4AddressOrTheIpv6NetworkOfAHome) {
  EXPECT_EQ(client_group("203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(client_group("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(client_group("::ffff:203.0.113.7"), "203.0.113.7");
}

TEST(Address, PlainIpv4) {
  EXPECT_EQ(plain_address("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(plain_address("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(plain_address("192.0.2.1"), "192.0.2.1");
}

TEST(Address, WhatComesFromThisMachineIsNoClientOfItsOwn) {
  EXPECT_EQ(limited_client("127.0.0.1"), "");
  EXPECT_EQ(limited_client("203.0.113.7"), client_group("203.0.113.7"));
}

TEST(Address, Loopback) {
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_TRUE(is_loopback("::ffff:127.1.2.3"));
  EXPECT_FALSE(is_loopback("128.0.0.1"));
}

}  // namespace
}  // namespace nearshelf::server
