#include "server_sync/server/exports/gzip_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

using nearshelf::testing::TempDir;

std::string unpacked(const std::string& path) {
  std::string text(1 << 20, '\0');
  gzFile file = ::gzopen(path.c_str(), "rb");
  const int size = ::gzread(file, text.data(), static_cast<unsigned>(text.size()));
  ::gzclose(file);
  text.resize(size > 0 ? static_cast<size_t>(size) : 0);
  return text;
}

size_t files_in(const TempDir& dir) {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(dir.path())) ++count;
  return count;
}

TEST(GzipFile, IsThereWhenItIsFinished) {
  const TempDir dir;
  const auto file = GzipFile::create(dir.file("a.gz"));
  ASSERT_TRUE(file.ok()) << file.status().to_string();
  ASSERT_TRUE((*file)->write("one\n").ok());
  ASSERT_TRUE((*file)->write("two\n").ok());
  EXPECT_FALSE(std::filesystem::exists(dir.file("a.gz")));
  const auto size = (*file)->finish();
  ASSERT_TRUE(size.ok()) << size.status().to_string();
  EXPECT_EQ(*size, std::filesystem::file_size(dir.file("a.gz")));
  EXPECT_EQ(unpacked(dir.file("a.gz")), "one\ntwo\n");
  EXPECT_EQ(files_in(dir), 1u);
  struct stat info {};
  ::stat(dir.file("a.gz").c_str(), &info);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(GzipFile, GivenUpLeavesWhatWasThere) {
  const TempDir dir;
  nearshelf::testing::write_text(dir.file("a.gz"), "before");
  { ASSERT_TRUE((*GzipFile::create(dir.file("a.gz")))->write("new").ok()); }
  EXPECT_EQ(nearshelf::testing::read_text(dir.file("a.gz")), "before");
  EXPECT_EQ(files_in(dir), 1u);
}

TEST(GzipFile, WhereNothingCanBeWrittenIsAnError) {
  EXPECT_EQ(GzipFile::create("/no/such/directory/a.gz").status().code(), Code::kIo);
}

}  // namespace
}  // namespace nearshelf::server
