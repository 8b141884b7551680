#include <random>

#include "sdk/store/sealed/seal_header.h"
#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

class DatabaseContent : public SealedFixture {
 protected:
  DatabaseContent() : content_(make_database_content(*sealer_, file())) {
    for (int64_t page = 0; page < 3; ++page) {
      EXPECT_EQ(write(*content_, page * kPageBytes, page_of(static_cast<uint8_t>('a' + page))), SQLITE_OK);
    }
  }
  std::unique_ptr<FileContent> content_;
};

TEST_F(DatabaseContent, GivesBackWhatWasWritten) {
  EXPECT_EQ(size_of(*content_), 3 * kPageBytes);
  EXPECT_EQ(read(*content_, kPageBytes, kPageBytes), std::pair(SQLITE_OK, page_of('b')));
  EXPECT_EQ(read(*content_, 24, 16), std::pair(SQLITE_OK, Bytes(16, 'a')));
  const auto [result, both] = read(*content_, kPageBytes - 50, 60);
  EXPECT_EQ(result, SQLITE_OK);
  EXPECT_EQ(both.front(), 'a');
  EXPECT_EQ(both.back(), 'b');
}

TEST_F(DatabaseContent, ShowsNothingOnTheDisk) {
  const Bytes bytes = raw();
  EXPECT_EQ(bytes.size(), static_cast<size_t>(kSealHeaderBytes + 3 * kPageBytes));
  for (const uint8_t filling : {'a', 'b', 'c'}) EXPECT_FALSE(shows(bytes, filling));
}

TEST_F(DatabaseContent, IsZeroBeyondItsEnd) {
  EXPECT_EQ(read(*content_, 3 * kPageBytes, kPageBytes), std::pair(SQLITE_IOERR_SHORT_READ, Bytes(kPageBytes, 0)));
  EXPECT_EQ(content_->truncate(kPageBytes), SQLITE_OK);
  EXPECT_EQ(size_of(*content_), kPageBytes);
  EXPECT_EQ(read(*content_, kPageBytes, 10).first, SQLITE_IOERR_SHORT_READ);
}

TEST_F(DatabaseContent, ADamagedPageIsCorruptAndAPieceOfItIsNothing) {
  damage(kSealHeaderBytes + 100);
  EXPECT_EQ(read(*content_, 0, kPageBytes), std::pair(SQLITE_CORRUPT, Bytes(kPageBytes, 0)));
  EXPECT_EQ(read(*content_, 0, 100), std::pair(SQLITE_OK, Bytes(100, 0))) << "a log may hold another one";
  EXPECT_EQ(read(*content_, kPageBytes, kPageBytes).first, SQLITE_OK);
}

TEST_F(DatabaseContent, APageOfAnotherPlaceIsCorrupt) {
  const Bytes bytes = raw();
  const auto first = bytes.begin() + kSealHeaderBytes;
  overwrite(kSealHeaderBytes + kPageBytes, Bytes(first, first + kPageBytes));
  EXPECT_EQ(read(*content_, kPageBytes, kPageBytes).first, SQLITE_CORRUPT);
}

TEST_F(DatabaseContent, RefusesWhatItCannotSeal) {
  EXPECT_EQ(write(*content_, 0, Bytes(100, 1)), SQLITE_IOERR_WRITE);
  EXPECT_EQ(write(*content_, 10, page_of('x')), SQLITE_IOERR_WRITE);
  Bytes without_room = page_of('x');
  without_room[20] = 0;
  EXPECT_EQ(write(*content_, 0, without_room), SQLITE_IOERR_WRITE);
  EXPECT_EQ(read(*content_, 0, kPageBytes), std::pair(SQLITE_OK, page_of('a')));
}

TEST_F(DatabaseContent, AnyDamageIsSeen) {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    const int64_t at = kSealHeaderBytes + static_cast<int64_t>(random() % (3 * kPageBytes));
    damage(at);
    const int64_t page = (at - kSealHeaderBytes) / kPageBytes;
    EXPECT_EQ(read(*content_, page * kPageBytes, kPageBytes).first, SQLITE_CORRUPT);
    damage(at);
    EXPECT_EQ(read(*content_, page * kPageBytes, kPageBytes).first, SQLITE_OK);
  }
}

}  // namespace
}  // namespace nearshelf::store
