#include "server_sync/cli/train_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

#include "sdk/ranking/recommender.h"

namespace nearshelf::cli {
namespace {

using ::testing::ElementsAre;

// The flags that a command line gives; what is required is there already.
TrainFlags parse(const std::string& line) {
  CLI::App app;
  TrainFlags flags;
  add_train_flags(app, flags);
  app.parse("--sessions s.txt --out m.nsm " + line);
  return flags;
}

TEST(TrainFlags, WithoutAnyEverythingFollowsThePresetAndTheLayout) {
  const TrainFlags flags = parse("");
  const data::LoadOptions load = load_options(flags);
  EXPECT_FALSE(load.layout || load.min_item_support || load.min_session_length || load.drop_robots);
  EXPECT_EQ(load.session_gap, 30 * kMinuteMs);
  const trainer::TrainOptions expected = *trainer::preset_options("default");
  EXPECT_EQ(trainer::options_text(*train_options(flags)), trainer::options_text(expected));
  EXPECT_EQ(wanted_rankers(flags), ranking::kAllRankers);
  EXPECT_EQ(checkpoint_path(flags), "m.nsm.checkpoint");
  EXPECT_FALSE(flags.max_bytes.has_value());
}

TEST(TrainFlags, ReadingAndCleaningArePassedOn) {
  const data::LoadOptions load = load_options(parse(
      "--format table --item-column sku --event-types view,cart --assume-utc --session-gap 7.5 --min-item-support 3 "
      "--min-session-length 4 --robots keep"));
  EXPECT_EQ(load.layout, data::Layout::kTable);
  EXPECT_EQ(load.events.columns.item, "sku");
  EXPECT_THAT(load.events.event_types, ElementsAre("view", "cart"));
  EXPECT_TRUE(load.events.assume_utc);
  EXPECT_EQ(load.session_gap, 450 * kSecondMs);
  EXPECT_EQ(load.min_item_support, 3u);
  EXPECT_EQ(load.min_session_length, 4u);
  EXPECT_EQ(load.drop_robots, false);
  EXPECT_EQ(load_options(parse("--session-gap 0")).session_gap, std::nullopt);
}

TEST(TrainFlags, FlagsGoBeforeThePreset) {
  const trainer::TrainOptions options = *train_options(
      parse("--preset fast --epochs 2 --seed 9 --dim 64 --hidden-size 32 --batch-size 77 --negatives 5 --patience 4 "
            "--learning-rate 0.5 --validation 0.1 --threads 3"));
  EXPECT_EQ(options.epochs, 2u);
  EXPECT_EQ(options.seed, 9u);
  EXPECT_EQ(options.dim, 64u);
  EXPECT_EQ(options.hidden_size, 32u);
  EXPECT_EQ(options.batch_size, 77u);
  EXPECT_EQ(options.negatives, 5u);
  EXPECT_EQ(options.patience, 4u);
  EXPECT_FLOAT_EQ(options.learning_rate, 0.5f);
  EXPECT_FLOAT_EQ(options.validation_fraction, 0.1f);
  EXPECT_EQ(options.threads, 3u);
}

TEST(TrainFlags, WhatCannotBeIsRefused) {
  EXPECT_EQ(train_options(parse("--preset nothing")).status().place(), "preset");
  EXPECT_EQ(train_options(parse("--dim 33")).status().place(), "dim");
  EXPECT_THROW(parse("--robots maybe"), CLI::ParseError);
  EXPECT_THROW(parse("--format csv"), CLI::ParseError);
  EXPECT_THROW(parse("--session-gap -1"), CLI::ParseError);
  EXPECT_THROW(parse("--max-size lots"), CLI::ParseError);
}

TEST(TrainFlags, SizesHaveUnits) {
  EXPECT_EQ(parse("--max-size 4MB").max_bytes, 4'000'000u);
  EXPECT_EQ(parse("--max-size 4MiB").max_bytes, 4u << 20);
  EXPECT_EQ(parse("--max-size 500KB").max_bytes, 500'000u);
  EXPECT_EQ(parse("--max-size 123456").max_bytes, 123'456u);
}

TEST(TrainFlags, RankersAreSwitchedOff) {
  EXPECT_EQ(wanted_rankers(parse("--no-gru --no-own")), ranking::kNeighbors | ranking::kRules | ranking::kPopular);
  EXPECT_EQ(wanted_rankers(parse("--no-neighbors --no-rules")), ranking::kGru | ranking::kOwnItems | ranking::kPopular);
}

}  // namespace
}  // namespace nearshelf::cli
