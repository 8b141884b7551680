#include "server_sync/evaluation/pairs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/test_model.h"

namespace nearshelf::evaluation {
namespace {

// The catalog has the ids 10, 13, 16...: dense item i has id 10 + 3 i.
class Pairs : public ::testing::Test {
 protected:
  Pairs()
      : directory_(std::filesystem::temp_directory_path() /
                   ("nearshelf-pairs-" + std::to_string(getpid()) + "-" +
                    ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(directory_);
  }
  ~Pairs() override { std::filesystem::remove_all(directory_); }

  Result<TestPairs> read(const std::string& text) {
    path_ = (directory_ / "pairs.txt").string();
    std::ofstream(path_, std::ios::binary) << text;
    return read_pairs(path_, model_->catalog());
  }

  const std::shared_ptr<const model::Model> model_ = testing::make_test_model();
  const std::filesystem::path directory_;
  std::string path_;
};

TEST_F(Pairs, AreReadAsDenseItems) {
  ASSERT_EQ(model_->catalog().id(2), "16");
  const auto pairs = read("10 16\t13\n13\t10\n");
  ASSERT_TRUE(pairs.ok()) << pairs.status().to_string();
  ASSERT_EQ(pairs->size(), 2u);
  EXPECT_EQ(std::vector<uint32_t>(pairs->prefix(0).begin(), pairs->prefix(0).end()), (std::vector<uint32_t>{0, 2}));
  EXPECT_EQ(pairs->labels[0], 1u);
  EXPECT_EQ(pairs->prefix(1)[0], 1u);
  EXPECT_EQ(pairs->unknown_prefix_items, 0u);
}

TEST_F(Pairs, UnknownPrefixItemsAreLeftOutAndUnknownLabelsKept) {
  const auto pairs = read("10 999999 16\tnothing\n888888\t10\n");
  ASSERT_TRUE(pairs.ok());
  EXPECT_EQ(pairs->prefix(0).size(), 2u);
  EXPECT_EQ(pairs->labels[0], std::nullopt);
  EXPECT_EQ(pairs->prefix(1).size(), 0u);
  EXPECT_EQ(pairs->labels[1], 0u);
  EXPECT_EQ(pairs->unknown_prefix_items, 2u);
}

TEST_F(Pairs, BadLinesAreNamed) {
  for (const char* bad : {"10 13", "\t10", "10\t", "10\t ", "10\t13 16", "10\t13\t16", "", " \t10"}) {
    const auto pairs = read(std::string("10\t13\n") + bad + "\n");
    ASSERT_FALSE(pairs.ok()) << '"' << bad << '"';
    EXPECT_EQ(pairs.status().code(), Code::kInvalidArgument);
    EXPECT_EQ(pairs.status().place(), path_ + ":2");
  }
}

TEST_F(Pairs, AFileWithoutPairsIsAnError) {
  const auto pairs = read("");
  ASSERT_FALSE(pairs.ok());
  EXPECT_EQ(pairs.status().code(), Code::kInvalidArgument);
  EXPECT_EQ(pairs.status().place(), path_);
}

TEST_F(Pairs, AMissingFileIsAnError) {
  const auto pairs = read_pairs((directory_ / "absent").string(), model_->catalog());
  ASSERT_FALSE(pairs.ok());
  EXPECT_EQ(pairs.status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace nearshelf::evaluation
