#include "server_sync/sample_shop/sample_shop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "server_sync/data/byte_source.h"
#include "server_sync/data/item_file.h"
#include "server_sync/data/loader.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::sample_shop {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::TempDir;
using ::testing::HasSubstr;

std::string unpacked(const std::string& path) {
  auto source = data::ByteSource::open(path);
  std::string text;
  std::vector<char> buffer(1 << 16);
  while (const size_t count = *(*source)->read(buffer)) text.append(buffer.data(), count);
  return text;
}

uint32_t checksum(const std::string& text) {
  return static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

// One shop for all tests that only read it.
class SampleShopTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = new TempDir();
    SampleShopOptions options;
    options.products = 500;
    options.sessions = 6000;
    options.seed = 7;
    report_ = *write_sample_shop(dir_->path(), options);
  }
  static void TearDownTestSuite() { delete dir_; }
  static inline TempDir* dir_ = nullptr;
  static inline SampleShopReport report_;
};

TEST_F(SampleShopTest, TheTextsAreTheSameOnEveryPlatform) {
  EXPECT_EQ(checksum(read_text(dir_->file("items.tsv"))), 3853138900u);
  EXPECT_EQ(checksum(unpacked(dir_->file("events.csv.gz"))), 3752364878u);
  EXPECT_EQ(checksum(unpacked(dir_->file("test_pairs.txt.gz"))), 1295059770u);
}

TEST_F(SampleShopTest, AnotherSeedIsAnotherShop) {
  TempDir other;
  SampleShopOptions options;
  options.products = 500;
  options.sessions = 6000;
  options.seed = 8;
  ASSERT_TRUE(write_sample_shop(other.path(), options).ok());
  EXPECT_NE(read_text(other.file("items.tsv")), read_text(dir_->file("items.tsv")));
}

TEST_F(SampleShopTest, MoreSessionsLeaveTheProductsAlone) {
  TempDir other;
  SampleShopOptions options;
  options.products = 500;
  options.sessions = 200;
  options.seed = 7;
  ASSERT_TRUE(write_sample_shop(other.path(), options).ok());
  EXPECT_EQ(read_text(other.file("items.tsv")), read_text(dir_->file("items.tsv")));
}

TEST_F(SampleShopTest, TheReadersTakeItAndFindWhatWasPutIn) {
  Result<data::LoadedSessions> loaded = data::load_sessions(dir_->file("events.csv.gz"), {});
  ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
  EXPECT_EQ(loaded->report.read.clicks, report_.train_events);
  std::map<std::string, data::CleaningStep> steps;
  for (const data::CleaningStep& step : loaded->report.steps) steps[step.rule] = step;
  EXPECT_EQ(steps["robots"].dropped.sessions, report_.robot_sessions);
  EXPECT_GT(steps["duplicates"].dropped.clicks, 0u);
  EXPECT_GT(steps["event_types"].dropped.clicks, 0u);
  EXPECT_GT(loaded->dataset.session_count(), 2000u);
  const Result<data::ItemFileReport> items = data::read_items(dir_->file("items.tsv"), loaded->dataset);
  ASSERT_TRUE(items.ok()) << items.status().to_string();
  EXPECT_EQ(items->matched, loaded->dataset.item_count());
  EXPECT_EQ(items->bad_prices, 0u);
  EXPECT_EQ(items->columns.size(), 6u);
}

TEST_F(SampleShopTest, EveryProductHasAPictureUnlessNoneAreWanted) {
  for (size_t item = 1; item <= report_.products; ++item) {
    EXPECT_TRUE(std::filesystem::exists(dir_->file("images/" + std::to_string(item) + ".svg"))) << item;
  }
  TempDir other;
  SampleShopOptions options;
  options.products = kMinProducts;
  options.sessions = kMinSessions;
  options.pictures = false;
  ASSERT_TRUE(write_sample_shop(other.path(), options).ok());
  EXPECT_FALSE(std::filesystem::exists(other.file("images")));
}

TEST_F(SampleShopTest, TheReadmeSaysThatNothingIsReal) {
  const std::string readme = read_text(dir_->file("README.txt"));
  EXPECT_THAT(readme, HasSubstr("synthetic"));
  EXPECT_THAT(readme, HasSubstr("--products 500 --sessions 6000 --seed 7"));
}

struct Pair {
  std::vector<std::string> prefix;
  std::string label;
};

std::vector<Pair> read_pairs(const std::string& path) {
  std::vector<Pair> pairs;
  std::istringstream lines(unpacked(path));
  std::string line;
  while (std::getline(lines, line)) {
    Pair pair;
    pair.label = line.substr(line.find('\t') + 1);
    std::istringstream prefix(line.substr(0, line.find('\t')));
    for (std::string id; prefix >> id;) pair.prefix.push_back(id);
    pairs.push_back(pair);
  }
  return pairs;
}

TEST_F(SampleShopTest, TestPairsAreOfLaterDaysThanTheEvents) {
  std::istringstream events(unpacked(dir_->file("events.csv.gz")));
  std::string line;
  std::getline(events, line);
  EXPECT_EQ(line, "time,session,visitor,event,item");
  std::string last;
  while (std::getline(events, line)) last = std::max(last, line.substr(0, 10));
  EXPECT_LE(last, "2026-02-14") << "a session of the fortieth day may run past midnight";
  EXPECT_EQ(read_pairs(dir_->file("test_pairs.txt.gz")).size(), report_.test_pairs);
  EXPECT_GT(report_.test_pairs, 500u);
}

TEST_F(SampleShopTest, WhatFollowsCanBeLearned) {
  Result<data::LoadedSessions> loaded = data::load_sessions(dir_->file("events.csv.gz"), {});
  ASSERT_TRUE(loaded.ok());
  const data::SessionDataset& dataset = loaded->dataset;
  // By popularity, and by what came within five clicks of the last item.
  std::map<std::string, double> popularity;
  std::map<std::string, std::map<std::string, double>> next;
  for (size_t s = 0; s < dataset.session_count(); ++s) {
    const auto session = dataset.session(s);
    for (size_t i = 0; i < session.size(); ++i) {
      ++popularity[dataset.item_ids[session[i]]];
      for (size_t d = 1; d <= 5 && i + d < session.size(); ++d) {
        next[dataset.item_ids[session[i]]][dataset.item_ids[session[i + d]]] += 1.0 / static_cast<double>(d);
      }
    }
  }
  const auto in_top_20 = [](const std::map<std::string, double>& scores, const std::string& label) {
    const auto own = scores.find(label);
    if (own == scores.end()) return false;
    return std::count_if(scores.begin(), scores.end(), [&](auto& other) { return other.second > own->second; }) < 20;
  };
  size_t by_popularity = 0, by_rules = 0;
  const std::vector<Pair> pairs = read_pairs(dir_->file("test_pairs.txt.gz"));
  for (const Pair& pair : pairs) {
    EXPECT_GE(popularity[pair.label], 1) << "a label that cannot be known";
    by_popularity += in_top_20(popularity, pair.label);
    by_rules += in_top_20(next[pair.prefix.back()], pair.label);
  }
  EXPECT_GT(by_rules, 2 * by_popularity);
  EXPECT_LT(by_rules, pairs.size() * 3 / 4) << "a real shop is not that easy";
}

TEST(SampleShop, NumbersOutOfRangeAreRefusedBeforeAnythingIsWritten) {
  TempDir dir;
  SampleShopOptions options;
  options.products = kMinProducts - 1;
  EXPECT_EQ(write_sample_shop(dir.file("shop"), options).status().code(), Code::kInvalidArgument);
  options.products = kMinProducts;
  options.sessions = kMaxSessions + 1;
  EXPECT_EQ(write_sample_shop(dir.file("shop"), options).status().code(), Code::kInvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(dir.file("shop")));
}

TEST(SampleShop, APlaceThatCannotBeWrittenIsNamed) {
  TempDir dir;
  nearshelf::testing::write_text(dir.file("file"), "x");
  const Status status = write_sample_shop(dir.file("file"), {}).status();
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_EQ(status.place(), dir.file("file"));
}

}  // namespace
}  // namespace nearshelf::sample_shop
