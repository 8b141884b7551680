#include "server_sync/server/http/message.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

TEST(RequestHead, GivesTheFirstOfAName) {
  RequestHead head;
  head.headers = {{"accept", "a"}, {"accept", "b"}, {"host", "h"}};
  EXPECT_EQ(head.header("accept"), "a");
  EXPECT_EQ(head.header("host"), "h");
  EXPECT_EQ(head.header("origin"), "");
}

}  // namespace
}  // namespace nearshelf::server
