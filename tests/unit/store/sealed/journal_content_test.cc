#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

class JournalContent : public SealedFixture {
 protected:
  JournalContent() : content_(make_journal_content(*sealer_, file())) {
    EXPECT_EQ(write(*content_, 0, Bytes(512, 'h')), SQLITE_OK);
    EXPECT_EQ(write(*content_, 512, {0, 0, 0, 7}), SQLITE_OK);
    EXPECT_EQ(write(*content_, 516, page_of('p')), SQLITE_OK);
    EXPECT_EQ(write(*content_, 516 + kPageBytes, {1, 2, 3, 4}), SQLITE_OK);
  }
  std::unique_ptr<FileContent> content_;
};

TEST_F(JournalContent, SealsPagesAndNothingElse) {
  EXPECT_EQ(size_of(*content_), 520 + kPageBytes);
  EXPECT_EQ(read(*content_, 516, kPageBytes), std::pair(SQLITE_OK, page_of('p')));
  EXPECT_EQ(read(*content_, 512, 4), std::pair(SQLITE_OK, Bytes{0, 0, 0, 7}));
  EXPECT_EQ(read(*content_, 0, 1), std::pair(SQLITE_OK, Bytes{'h'}));
  EXPECT_FALSE(shows(raw(), 'p'));
}

TEST_F(JournalContent, EndsAtATornPage) {
  damage(600);
  EXPECT_EQ(read(*content_, 516, kPageBytes), std::pair(SQLITE_IOERR_SHORT_READ, Bytes(kPageBytes, 0)));
}

TEST_F(JournalContent, CanBeEmptied) {
  EXPECT_EQ(content_->truncate(0), SQLITE_OK);
  EXPECT_EQ(size_of(*content_), 0);
}

}  // namespace
}  // namespace nearshelf::store
