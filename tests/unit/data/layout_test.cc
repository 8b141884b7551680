#include "server_sync/data/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Layout detected(std::string_view line) {
  const Result<Shape> shape = detect_shape(line, std::nullopt, {});
  EXPECT_TRUE(shape.ok()) << line << ": " << shape.status().to_string();
  return shape.ok() ? shape->layout : Layout::kSessions;
}

TEST(Layout, EveryNameIsParsedBack) {
  for (const Layout layout :
       {Layout::kSessions, Layout::kTable, Layout::kYoochoose, Layout::kRetailRocket, Layout::kDiginetica}) {
    EXPECT_EQ(parse_layout(layout_name(layout)), layout);
  }
  EXPECT_EQ(parse_layout("csv"), std::nullopt);
}

TEST(Layout, EveryLayoutIsToldFromItsFirstLine) {
  EXPECT_EQ(detected("214 17 9"), Layout::kSessions);
  EXPECT_EQ(detected("17"), Layout::kSessions);
  EXPECT_EQ(detected("sku-1 sku-2"), Layout::kSessions);
  EXPECT_EQ(detected("1,2014-04-07T10:51:09.277Z,214536502,0"), Layout::kYoochoose);
  EXPECT_EQ(detected("timestamp,visitorid,event,itemid,transactionid"), Layout::kRetailRocket);
  EXPECT_EQ(detected("sessionId;userId;itemId;timeframe;eventdate"), Layout::kDiginetica);
  EXPECT_EQ(detected("session,item,time"), Layout::kTable);
  EXPECT_EQ(detected("\"Session ID\"\t\"Item ID\"\tTimestamp"), Layout::kTable);
}

TEST(Layout, TheDelimiterComesWithIt) {
  EXPECT_EQ(detect_shape("session|item|time", std::nullopt, {})->delimiter, '|');
  EXPECT_EQ(detect_shape("session\titem\ttime", Layout::kTable, {})->delimiter, '\t');
  EXPECT_EQ(detect_shape("a b c", Layout::kYoochoose, {})->delimiter, ',');
  EXPECT_EQ(likely_delimiter("a;b;c,d"), ';');
  EXPECT_EQ(likely_delimiter("abc"), ',');
}

TEST(Layout, GivenColumnsMakeATable) {
  EventColumnNames names;
  names.session = "basket";
  names.item = "ean";
  names.time = "at";
  EXPECT_EQ(detect_shape("basket,ean,at", std::nullopt, names)->layout, Layout::kTable);
  EXPECT_THAT(detect_shape("1 2 3", std::nullopt, names).status().message(), HasSubstr("--format"));
}

TEST(Layout, WhatFitsNothingSaysWhy) {
  EXPECT_THAT(detect_shape("1 2\t3", std::nullopt, {}).status().message(), HasSubstr("test pairs"));
  EXPECT_THAT(detect_shape("session,item,price", std::nullopt, {}).status().message(),
              HasSubstr("no column for the time"));
  EXPECT_THAT(detect_shape("a,b", std::nullopt, {}).status().message(), HasSubstr("--format"));
}

TEST(Layout, HeadersAreSplitAndUnquoted) {
  EXPECT_THAT(split_header("\"a\",b,\"\",", ','), ElementsAre("a", "b", "", ""));
}

}  // namespace
}  // namespace nearshelf::data
