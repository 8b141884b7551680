// Ctrl-C during training, and going on from what it leaves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/e2e/process.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::e2e {
namespace {

using ::testing::HasSubstr;
using testing::read_text;
using testing::TempDir;

class InterruptTest : public ::testing::Test {
 protected:
  InterruptTest() {
    const Outcome shop =
        nearshelf({"sample-shop", "--out", dir_.file("shop"), "--products", "100", "--sessions", "3000"});
    EXPECT_EQ(shop.exit_code, 0) << shop.err;
  }

  std::vector<std::string> train(const std::string& out, std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {"train",
                                        "--sessions",
                                        dir_.file("shop/events.csv.gz"),
                                        "--out",
                                        dir_.file(out),
                                        "--epochs",
                                        "20",
                                        "--patience",
                                        "20",
                                        "--dim",
                                        "32",
                                        "--hidden-size",
                                        "32",
                                        "--negatives",
                                        "64",
                                        "--model-id",
                                        "m",
                                        "--batch-size",
                                        "64"};
    command.insert(command.end(), more.begin(), more.end());
    return nearshelf_command(command);
  }

  // Starts a training and interrupts it once its first epoch is on the disk.
  Outcome interrupt(const std::vector<std::string>& command, const std::string& checkpoint, int signal) const {
    Process process(command, "", {kDate});
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!std::filesystem::exists(dir_.file(checkpoint)) && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    process.signal(signal);
    return process.wait();
  }

  static constexpr const char* kDate = "SOURCE_DATE_EPOCH=1790000000";
  TempDir dir_;
};

TEST_F(InterruptTest, AResumedTrainingGivesTheBytesOfAnUninterruptedOne) {
  const Outcome whole = Process(train("whole.nsm"), "", {kDate}).wait();
  ASSERT_EQ(whole.exit_code, 0) << whole.err;

  const Outcome stopped = interrupt(train("resumed.nsm"), "resumed.nsm.checkpoint", SIGINT);
  ASSERT_EQ(stopped.exit_code, 130) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr("--resume goes on from " + dir_.file("resumed.nsm.checkpoint")));
  EXPECT_FALSE(std::filesystem::exists(dir_.file("resumed.nsm")));

  const Outcome resumed = Process(train("resumed.nsm", {"--resume"}), "", {kDate}).wait();
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_FALSE(std::filesystem::exists(dir_.file("resumed.nsm.checkpoint")));
  EXPECT_TRUE(read_text(dir_.file("whole.nsm")) == read_text(dir_.file("resumed.nsm")));
}

TEST_F(InterruptTest, ANamedCheckpointIsKeptAndBelongsToItsFlags) {
  const std::vector<std::string> flags = {"--checkpoint", dir_.file("c")};
  const Outcome stopped = interrupt(train("m.nsm", flags), "c", SIGTERM);
  ASSERT_EQ(stopped.exit_code, 130) << stopped.err;

  const Outcome other = Process(train("m.nsm", {"--checkpoint", dir_.file("c"), "--resume", "--seed", "5"})).wait();
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, HasSubstr("checkpoint"));
  EXPECT_FALSE(std::filesystem::exists(dir_.file("m.nsm")));

  const Outcome resumed = Process(train("m.nsm", {"--checkpoint", dir_.file("c"), "--resume"})).wait();
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_TRUE(std::filesystem::exists(dir_.file("c")));
}

TEST_F(InterruptTest, ResumingWithoutACheckpointFails) {
  const Outcome outcome = Process(train("m.nsm", {"--resume"})).wait();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr(dir_.file("m.nsm.checkpoint")));
}

}  // namespace
}  // namespace nearshelf::e2e
