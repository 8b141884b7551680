#include "server_sync/server/api/housekeeper.h"

#include <gtest/gtest.h>

#include <future>

namespace nearshelf::server {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Housekeeper, ChoresComeRound) {
  std::promise<void> third;
  int count = 0;
  Housekeeper keeper({{milliseconds(1), milliseconds(1), [&] {
                         if (++count == 3) third.set_value();
                       }}});
  third.get_future().wait();
}

TEST(Housekeeper, OneThatIsNotDueDoesNotRunAndIsNotWaitedFor) {
  bool ran = false;
  {
    Housekeeper keeper({{hours(1), milliseconds(1), [&] { ran = true; }}});
  }
  EXPECT_FALSE(ran);
}

TEST(Housekeeper, WithoutChoresThereIsNothingToDo) { Housekeeper keeper({}); }

}  // namespace
}  // namespace nearshelf::server
