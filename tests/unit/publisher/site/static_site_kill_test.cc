// Killed before every single change that publishing makes: the manifest that is there always works, and the next run
// ends in what an undisturbed one ends in.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/publisher/site/site_fixture.h"

namespace nearshelf::site {
namespace {

namespace fs = std::filesystem;

// Publishes in a process of its own, which is killed before its step number `last`. True when it came to its end.
bool publish_until(PublishOptions options, int last) {
  const pid_t child = ::fork();
  if (child == 0) {
    int step = 0;
    options.progress = [&step, last](const std::string&) {
      if (step++ == last) ::raise(SIGKILL);
    };
    ::_exit(publish(options).ok() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0) << "failed before step " << last;
  return WIFEXITED(status);
}

TEST_F(SiteTest, SurvivesAKillAnywhere) {
  const auto update = [this] {
    PublishOptions flags = options(3, true);
    flags.keep = 0;  // also what the manifest names now goes
    return flags;
  };
  write_package("1");
  must_publish(options(1, true));
  write_package("2");
  must_publish(options(2, true));
  write_package("3");
  fs::rename(site(""), dir_.file("start"));
  const auto start = [this] {
    fs::remove_all(site(""));
    fs::copy(dir_.file("start"), site(""), fs::copy_options::recursive);
  };
  start();
  must_publish(update());
  const auto expected = all_files();

  int kills = 0;
  for (bool ended = false; !ended; ++kills) {
    start();
    // As if the writer had died within a file, too.
    testing::write_text(site("manifest.json.tmp1"), "{");
    ended = publish_until(update(), kills);
    expect_served();
    must_publish(update());
    ASSERT_EQ(all_files(), expected) << "killed before step " << kills;
  }
  EXPECT_GT(kills, 15);
}

TEST_F(SiteTest, AKilledRunCountsForNothing) {
  must_publish(options(1));
  const std::string first = manifest()["model"]["url"];
  int step = 0;
  while (!publish_until(options(2), step++) && manifest()["model"]["version"] == 1) {
    PublishOptions flags = options(3);
    flags.keep = 1;
    must_publish(flags);
    EXPECT_TRUE(fs::exists(site(first))) << "the model that devices had until now, killed before step " << step;
    fs::remove_all(dir_.file("site"));
    must_publish(options(1));
  }
  EXPECT_GT(step, 3);
}

}  // namespace
}  // namespace nearshelf::site
