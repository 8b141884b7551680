#include "server_sync/publisher/artifact_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/test_model.h"

namespace nearshelf::publisher {
namespace {

namespace fs = std::filesystem;

class ArtifactFile : public ::testing::Test {
 protected:
  ArtifactFile() {
    std::string pattern = (fs::temp_directory_path() / "nearshelf-artifact-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~ArtifactFile() override { fs::remove_all(directory_); }

  std::string path(const std::string& name) const { return (directory_ / name).string(); }
  size_t file_count() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()));
  }

  fs::path directory_;
};

TEST_F(ArtifactFile, ComesBack) {
  const auto bytes = testing::make_test_bytes();
  ASSERT_TRUE(write_artifact(path("m.nsm"), bytes.span()).ok());
  const auto model = open_artifact(path("m.nsm"));
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  EXPECT_TRUE(std::ranges::equal((*model)->bytes(), bytes.span()));
  EXPECT_EQ(file_count(), 1u);
}

TEST_F(ArtifactFile, ReplacesTheOldOneAndALeftOver) {
  std::ofstream(path("m.nsm")) << "old";
  std::ofstream(path("m.nsm.tmp" + std::to_string(::getpid()))) << "left over";
  ASSERT_TRUE(write_artifact(path("m.nsm"), testing::make_test_bytes().span()).ok());
  EXPECT_TRUE(open_artifact(path("m.nsm")).ok());
  EXPECT_EQ(file_count(), 1u);
}

TEST_F(ArtifactFile, WritesBesideTheWorkingDirectory) {
  const fs::path before = fs::current_path();
  fs::current_path(directory_);
  const Status status = write_artifact("m.nsm", testing::make_test_bytes().span());
  fs::current_path(before);
  EXPECT_TRUE(status.ok()) << status.to_string();
  EXPECT_TRUE(fs::exists(path("m.nsm")));
}

TEST_F(ArtifactFile, FailsWithoutLeavingAnything) {
  const auto bytes = testing::make_test_bytes();
  const Status missing = write_artifact(path("no/such/m.nsm"), bytes.span());
  EXPECT_EQ(missing.code(), Code::kNotFound);
  EXPECT_EQ(missing.place(), path("no/such/m.nsm"));
  // A directory cannot be replaced by a file.
  fs::create_directory(path("m.nsm"));
  const Status directory = write_artifact(path("m.nsm"), bytes.span());
  EXPECT_EQ(directory.code(), Code::kIo) << directory.to_string();
  EXPECT_EQ(file_count(), 1u);
}

TEST_F(ArtifactFile, FullDiskIsSaidAndNothingChanged) {
  // /dev/full takes no byte; the temporary file beside it cannot even be made without being root.
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const auto bytes = testing::make_test_bytes();
  std::ofstream(path("m.nsm")) << "old";
  fs::create_symlink("/dev/full", path("full"));
  EXPECT_TRUE(write_artifact(path("full"), bytes.span()).ok());  // the link itself is replaced, not what it points to
  EXPECT_FALSE(fs::is_symlink(path("full")));
}

TEST_F(ArtifactFile, OpeningSaysWhatIsWrongAndWhere) {
  EXPECT_EQ(open_artifact(path("none.nsm")).status().code(), Code::kNotFound);
  EXPECT_EQ(open_artifact(path("none.nsm")).status().place(), path("none.nsm"));
  EXPECT_EQ(open_artifact(directory_.string()).status().code(), Code::kIo);
  std::ofstream(path("text.nsm")) << "this is a text";
  const Status text = open_artifact(path("text.nsm")).status();
  EXPECT_EQ(text.code(), Code::kCorrupt);
  EXPECT_EQ(text.place(), path("text.nsm") + ", byte 4");
  std::ofstream(path("empty.nsm")).flush();
  EXPECT_EQ(open_artifact(path("empty.nsm")).status().code(), Code::kCorrupt);
}

TEST_F(ArtifactFile, RefusesAHugeFileWithoutReadingIt) {
  std::ofstream(path("huge.nsm")).flush();
  fs::resize_file(path("huge.nsm"), uint64_t{1} << 40);  // sparse
  EXPECT_EQ(open_artifact(path("huge.nsm")).status().code(), Code::kLimit);
}

}  // namespace
}  // namespace nearshelf::publisher
