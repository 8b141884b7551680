#include "server_sync/sample_shop/text_writer.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "server_sync/data/byte_source.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::sample_shop {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::TempDir;
using nearshelf::testing::write_text;

TEST(TextWriter, WritesPlainTextAndGzipByTheName) {
  TempDir dir;
  for (const char* name : {"a.txt", "a.txt.gz"}) {
    TextWriter writer(dir.file(name));
    writer.write("one\n");
    writer.write("");
    writer.write("two\n");
    ASSERT_TRUE(writer.finish().ok());
  }
  EXPECT_EQ(read_text(dir.file("a.txt")), "one\ntwo\n");
  EXPECT_EQ(read_text(dir.file("a.txt.gz")).substr(0, 2), "\x1f\x8b");
  auto source = data::ByteSource::open(dir.file("a.txt.gz"));
  ASSERT_TRUE(source.ok());
  std::string text(100, '\0');
  text.resize(*(*source)->read(text));
  EXPECT_EQ(text, "one\ntwo\n");
}

TEST(TextWriter, WithoutFinishTheFormerFileStaysAndNothingElse) {
  TempDir dir;
  write_text(dir.file("a.txt"), "before");
  {
    TextWriter writer(dir.file("a.txt"));
    writer.write("after");
  }
  EXPECT_EQ(read_text(dir.file("a.txt")), "before");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1);
}

TEST(TextWriter, ADirectoryThatIsNotThereIsNamed) {
  TempDir dir;
  TextWriter writer(dir.file("no/such/a.txt"));
  writer.write("text");
  const Status status = writer.finish();
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_EQ(status.place(), dir.file("no/such/a.txt"));
}

}  // namespace
}  // namespace nearshelf::sample_shop
