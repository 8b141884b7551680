#include "server_sync/server/api/access_line.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

TEST(AccessLine, HasTheRouteAndTheNetwork) {
  RequestReport report;
  report.method = "POST";
  report.route = "/v1/events";
  report.status = 200;
  report.sent_bytes = 512;
  report.elapsed = std::chrono::microseconds(3140);
  report.address = "203.0.113.7";
  report.id = "1f2e3d4c-17";
  EXPECT_EQ(access_line(report), "POST /v1/events 200 512 B 3.1 ms 203.0.113.0 1f2e3d4c-17");
}

TEST(AccessLine, WhatAClientMadeUpStaysOutOfIt) {
  RequestReport report;
  report.method = "X\nERROR";
  report.status = 400;
  report.address = "no\naddress";
  report.id = "i";
  EXPECT_EQ(access_line(report), "- - 400 0 B 0.0 ms - i");
}

}  // namespace
}  // namespace nearshelf::server
