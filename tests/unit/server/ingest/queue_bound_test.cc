#include "server_sync/server/ingest/queue_bound.h"

#include <gtest/gtest.h>

namespace nearshelf::server {
namespace {

using std::chrono::milliseconds;

QueueBoundOptions options() {
  QueueBoundOptions options;
  options.least = 100;
  options.most = 10'000;
  options.target = milliseconds(50);
  options.interval = milliseconds(100);
  return options;
}

class QueueBoundTest : public ::testing::Test {
 protected:
  const QueueBound::TimePoint start_ = std::chrono::steady_clock::now();
  QueueBound bound_{options(), start_};
};

TEST_F(QueueBoundTest, ABurstMayFillTheQueue) {
  bound_.note_commit(1000, 10);  // a hundred a second: nothing of the size of the queue is soon done
  EXPECT_EQ(bound_.events(start_ + milliseconds(99)), 10'000u);
  EXPECT_EQ(bound_.events(start_ + milliseconds(100)), 100u);
  bound_.note_idle(start_ + milliseconds(150));
  EXPECT_EQ(bound_.events(start_ + milliseconds(249)), 10'000u);
}

TEST_F(QueueBoundTest, AStandingQueueIsWhatIsCommittedInTheTarget) {
  const QueueBound::TimePoint later = start_ + milliseconds(500);
  EXPECT_EQ(bound_.events(later), 10'000u) << "nothing is known before the first commit";
  bound_.note_commit(200, 0.01);  // 20,000 a second
  EXPECT_EQ(bound_.events(later), 1000u);
  for (int i = 0; i < 50; ++i) bound_.note_commit(200, 0.02);
  EXPECT_NEAR(static_cast<double>(bound_.events(later)), 500, 1);
  EXPECT_NEAR(bound_.seconds(500), 0.05, 0.001);
}

TEST_F(QueueBoundTest, ALongCommitCountsByItsLength) {
  const QueueBound::TimePoint later = start_ + milliseconds(500);
  for (int i = 0; i < 50; ++i) bound_.note_commit(200, 0.01);
  bound_.note_commit(2000, 0.1);  // just as fast for each event
  EXPECT_NEAR(static_cast<double>(bound_.events(later)), 1000, 1);
  bound_.note_commit(1, 0.001);  // a small one costs more for each, and is no sign of a slow disk
  EXPECT_GT(bound_.events(later), 980u);
}

TEST_F(QueueBoundTest, StaysBetweenItsEnds) {
  const QueueBound::TimePoint later = start_ + milliseconds(500);
  bound_.note_commit(1, 60);
  EXPECT_EQ(bound_.events(later), 100u);
  bound_.note_commit(0, 60);  // receipts alone say nothing about events
  EXPECT_EQ(bound_.events(later), 100u);
  for (int i = 0; i < 200; ++i) bound_.note_commit(1000, 1e-9);
  EXPECT_EQ(bound_.events(later), 10'000u);
  EXPECT_EQ(QueueBound(options(), start_).seconds(100), 0);
}

}  // namespace
}  // namespace nearshelf::server
