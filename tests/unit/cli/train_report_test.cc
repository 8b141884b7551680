#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server_sync/cli/train_pipeline.h"

namespace nearshelf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TrainReport example() {
  TrainReport report;
  report.cleaning.source = "s.txt";
  report.training = TrainingReport{{{trainer::Phase::kTraining, 1, 6.5, 2.0, true, {10, 0.5, 0.25}}}, 8000, 4.0};
  evaluation::Evaluation evaluation;
  evaluation.k = 20;
  evaluation.cases = 1234;
  evaluation.metrics.hit_rate = 51.5;
  report.validation = ValidationReport{7, {{"gru_float32", evaluation}, {"blended", evaluation}}, 99, -5.5};
  report.provenance.model_id = "shop-1";
  report.provenance.version = 17;
  report.timings = {{"read", 0.25}, {"train", 125}};
  report.peak_memory_bytes = size_t{300} << 20;
  return report;
}

TEST(TrainReport, TheTextHasWhatPeopleAskFor) {
  TrainFlags flags;
  flags.out = "m.nsm";
  const std::string text = to_text(flags, example());
  for (const char* part : {"1,234 cases of the newest 7 sessions", "gru, float32", "51.50", "read 0.2", "train 2m 05s",
                           "2,000 events/s", "peak memory 300 MiB", "m.nsm (shop-1, version 17)"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(TrainReport, TheJsonHasTheSame) {
  const nlohmann::ordered_json json = to_json({}, example());
  EXPECT_EQ(json["training"]["events_per_second"], 2000);
  EXPECT_EQ(json["training"]["epochs"][0]["validation_hit_rate"], 50);
  EXPECT_EQ(json["validation"]["rankers"]["blended"]["hit_rate"], 51.5);
  EXPECT_EQ(json["seconds"]["train"], 125);
  EXPECT_EQ(json["data"]["source"], "s.txt");
  EXPECT_TRUE(json["items"].is_null());
}

TEST(TrainReport, WarningsStandInBoth) {
  TrainReport report = example();
  EXPECT_TRUE(to_json({}, report)["warnings"].empty());
  report.warnings = {"the session model does not fit"};
  EXPECT_THAT(to_text({}, report), HasSubstr("Warning: the session model does not fit\n"));
  EXPECT_EQ(to_json({}, report)["warnings"][0], "the session model does not fit");
}

TEST(TrainReport, WhatWasNotDoneIsNull) {
  TrainReport report = example();
  report.training.reset();
  report.validation.reset();
  const nlohmann::ordered_json json = to_json({}, report);
  EXPECT_TRUE(json["training"].is_null());
  EXPECT_TRUE(json["validation"].is_null());
  EXPECT_THAT(to_text({}, report), Not(HasSubstr("events/s")));
}

}  // namespace
}  // namespace nearshelf::cli
