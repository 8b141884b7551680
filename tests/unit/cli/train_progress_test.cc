#include "server_sync/cli/train_progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

using ::testing::ElementsAre;

trainer::Progress example() {
  trainer::Progress progress;
  progress.epoch = 2;
  progress.epochs = 10;
  progress.events = 250;
  progress.events_per_epoch = 1000;
  progress.loss = 6.12345;
  progress.events_per_second = 81234.5;
  progress.seconds_left = 185;
  return progress;
}

TEST(TrainProgress, ShowsEpochLossSpeedAndTimeLeft) {
  EXPECT_DOUBLE_EQ(epoch_share(example()), 0.25);
  EXPECT_EQ(progress_text(example()), "epoch 2/10, loss 6.1235, 81,234 events/s, 3m 05s left");
  trainer::Progress finetuning = example();
  finetuning.phase = trainer::Phase::kFinetune;
  finetuning.events_per_epoch = 0;
  EXPECT_EQ(epoch_share(finetuning), 0);
  EXPECT_EQ(progress_text(finetuning).substr(0, 16), "fine-tuning 2/10");
}

TEST(TrainProgress, TheEndOfAnEpochStays) {
  std::vector<std::string> written;
  ProgressLine line(ProgressLine::Mode::kLines, [&](const std::string& text) { written.push_back(text); });
  show(example(), line);
  trainer::Progress end = example();
  end.validation = trainer::RankMetrics{100, 0.481, 0.162};
  show(end, line);
  EXPECT_THAT(written, ElementsAre("epoch 2/10: loss 6.1235, validation P@20 48.10, MRR@20 16.20\n"));
}

}  // namespace
}  // namespace nearshelf::cli
