#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

class MemoryContent : public SealedFixture {};

TEST_F(MemoryContent, HoldsWhatIsWritten) {
  const auto content = make_memory_content();
  EXPECT_EQ(size_of(*content), 0);
  EXPECT_EQ(write(*content, 3, {1, 2, 3}), SQLITE_OK);
  EXPECT_EQ(size_of(*content), 6);
  EXPECT_EQ(read(*content, 2, 4), std::pair(SQLITE_OK, Bytes{0, 1, 2, 3}));
  EXPECT_EQ(write(*content, 4, {9}), SQLITE_OK);
  EXPECT_EQ(read(*content, 3, 3), std::pair(SQLITE_OK, Bytes{1, 9, 3}));
}

TEST_F(MemoryContent, IsZeroBeyondItsEnd) {
  const auto content = make_memory_content();
  EXPECT_EQ(write(*content, 0, {1, 2}), SQLITE_OK);
  EXPECT_EQ(read(*content, 1, 3), std::pair(SQLITE_IOERR_SHORT_READ, Bytes{2, 0, 0}));
  EXPECT_EQ(read(*content, 100, 2), std::pair(SQLITE_IOERR_SHORT_READ, Bytes{0, 0}));
  EXPECT_EQ(content->truncate(1), SQLITE_OK);
  EXPECT_EQ(size_of(*content), 1);
  EXPECT_EQ(content->truncate(100), SQLITE_OK);
  EXPECT_EQ(size_of(*content), 1) << "truncating does not make it longer";
}

}  // namespace
}  // namespace nearshelf::store
