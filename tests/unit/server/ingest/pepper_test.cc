#include "server_sync/server/ingest/pepper.h"

#include <gtest/gtest.h>

#include "server_sync/protocol/hex.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

Bytes32 bytes_of(uint8_t value) {
  Bytes32 bytes;
  bytes.fill(value);
  return bytes;
}

// Computed with Python's hmac: hmac.new(b"\x01"*32, b"shop\0" + b"\x02"*32, "sha256").
TEST(Pepper, IsHmacSha256OfTenantAndPseudonym) {
  EXPECT_EQ(protocol::to_hex(Pepper(bytes_of(1)).apply("shop", bytes_of(2))),
            "a13aa47080ee9ef17171a4f3993a0a16191b80426b7ab31900a99368e70e2233");
}

TEST(Pepper, KeyTenantAndPseudonymAllCount) {
  const Pepper pepper(bytes_of(1));
  const Bytes32 hash = pepper.apply("shop", bytes_of(2));
  EXPECT_EQ(Pepper(pepper).apply("shop", bytes_of(2)), hash);
  EXPECT_NE(pepper.apply("shop", bytes_of(3)), hash);
  EXPECT_NE(pepper.apply("other", bytes_of(2)), hash);
  EXPECT_NE(Pepper(bytes_of(9)).apply("shop", bytes_of(2)), hash);
}

TEST(Pepper, OfAFileStaysTheSame) {
  const nearshelf::testing::TempDir dir;
  const auto first = Pepper::open(dir.file("pepper.key"));
  const auto second = Pepper::open(dir.file("pepper.key"));
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->apply("shop", bytes_of(2)), second->apply("shop", bytes_of(2)));
  EXPECT_FALSE(Pepper::open(dir.file("no/pepper.key")).ok());
}

}  // namespace
}  // namespace nearshelf::server
