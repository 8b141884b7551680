#include "server_sync/cli/progress_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ProgressLineTest : public ::testing::Test {
 protected:
  ProgressLine make(ProgressLine::Mode mode) {
    return ProgressLine(
        mode, [this](const std::string& text) { written_.push_back(text); }, [this] { return now_; });
  }
  std::vector<std::string> written_;
  ProgressLine::Clock::time_point now_{};
};

TEST_F(ProgressLineTest, ATerminalGetsABarThatIsTakenAway) {
  {
    ProgressLine line = make(ProgressLine::Mode::kTerminal);
    line.update(0.25, "first");
    line.update(0.30, "too soon");
    now_ += ProgressLine::kBarInterval;
    line.update(0.5, "second");
    line.note("a line");
  }
  EXPECT_THAT(written_, ElementsAre("\r\x1b[K[######                  ]  25%  first",
                                    "\r\x1b[K[############            ]  50%  second", "\r\x1b[K", "a line\n"));
}

TEST_F(ProgressLineTest, ALogGetsALineNowAndThen) {
  {
    ProgressLine line = make(ProgressLine::Mode::kLines);
    line.update(0.1, "short work needs no lines");
    now_ += ProgressLine::kLineInterval;
    line.update(0.456, "after a while");
    line.update(0.5, "too soon");
    line.note("kept");
  }
  EXPECT_THAT(written_, ElementsAre("46%  after a while\n", "kept\n"));
}

TEST_F(ProgressLineTest, QuietSaysNothing) {
  {
    ProgressLine line = make(ProgressLine::Mode::kSilent);
    now_ += std::chrono::hours(1);
    line.update(0.5, "x");
    line.note("y");
  }
  EXPECT_THAT(written_, IsEmpty());
  EXPECT_EQ(ProgressLine::mode_for(true), ProgressLine::Mode::kSilent);
}

TEST(ProgressBar, ItsWidthIsFixedAndItsShareClamped) {
  const size_t width = progress_bar(0).size();
  for (const double share : {-1.0, 0.0, 0.001, 0.5, 0.999, 1.0, 7.0}) EXPECT_THAT(progress_bar(share), SizeIs(width));
  EXPECT_THAT(progress_bar(0.999), HasSubstr(" 99%"));
  EXPECT_THAT(progress_bar(7), HasSubstr("100%"));
  EXPECT_THAT(progress_bar(-1), HasSubstr("  0%"));
}

TEST(DurationText, UsesTheTwoLargestUnits) {
  EXPECT_EQ(duration_text(-1), "0s");
  EXPECT_EQ(duration_text(59.4), "59s");
  EXPECT_EQ(duration_text(59.6), "1m 00s");
  EXPECT_EQ(duration_text(3599), "59m 59s");
  EXPECT_EQ(duration_text(3725), "1h 02m");
}

}  // namespace
}  // namespace nearshelf::cli
