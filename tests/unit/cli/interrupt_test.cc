#include "server_sync/cli/interrupt.h"

#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

TEST(Interrupt, ASignalSetsTheFlagAndANewGuardClearsIt) {
  {
    const InterruptGuard guard;
    EXPECT_FALSE(InterruptGuard::interrupted());
    ::raise(SIGINT);
    EXPECT_TRUE(InterruptGuard::interrupted());
  }
  const InterruptGuard guard;
  EXPECT_FALSE(InterruptGuard::interrupted());
  ::raise(SIGTERM);
  EXPECT_TRUE(InterruptGuard::flag().load());
}

TEST(Interrupt, TheSecondSignalEndsTheProgram) {
  EXPECT_EXIT(
      {
        const InterruptGuard guard;
        ::raise(SIGINT);
        ::raise(SIGINT);
      },
      ::testing::KilledBySignal(SIGINT), "once more stops at once");
}

TEST(Interrupt, AfterTheGuardSignalsHaveTheirFormerEffect) {
  EXPECT_EXIT(
      {
        { const InterruptGuard guard; }
        ::raise(SIGTERM);
      },
      ::testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace nearshelf::cli
