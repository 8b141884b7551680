#include <random>

#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

constexpr int64_t kHeader = 32;
constexpr int64_t kFrame = 24 + kPageBytes;
constexpr int64_t kRecord = kFrame + static_cast<int64_t>(platform::kSealBytes);

class LogContent : public SealedFixture {
 protected:
  LogContent() : content_(make_log_content(*sealer_, file())) {
    EXPECT_EQ(write(*content_, 0, Bytes(32, 'H')), SQLITE_OK);
    for (int64_t frame = 0; frame < 3; ++frame) write_frame(frame, static_cast<uint8_t>('a' + frame));
  }
  // As SQLite does: the header, then the page.
  void write_frame(int64_t frame, uint8_t filling) {
    EXPECT_EQ(write(*content_, kHeader + frame * kFrame, Bytes(24, static_cast<uint8_t>(filling - 32))), SQLITE_OK);
    EXPECT_EQ(write(*content_, kHeader + frame * kFrame + 24, Bytes(kPageBytes, filling)), SQLITE_OK);
  }
  std::unique_ptr<FileContent> content_;
};

TEST_F(LogContent, GivesBackFramesAndPages) {
  EXPECT_EQ(size_of(*content_), kHeader + 3 * kFrame);
  EXPECT_EQ(read(*content_, 0, 32), std::pair(SQLITE_OK, Bytes(32, 'H')));
  EXPECT_EQ(read(*content_, kHeader + kFrame + 24, kPageBytes), std::pair(SQLITE_OK, Bytes(kPageBytes, 'b')));
  const auto [result, frame] = read(*content_, kHeader + 2 * kFrame, kFrame);
  EXPECT_EQ(result, SQLITE_OK);
  EXPECT_EQ(frame.front(), 'C');
  EXPECT_EQ(frame.back(), 'c');
}

TEST_F(LogContent, ShowsNothingButItsHeaderOnTheDisk) {
  const Bytes bytes = raw();
  EXPECT_EQ(bytes.size(), static_cast<size_t>(kHeader + 3 * kRecord));
  for (const uint8_t filling : {'a', 'b', 'c', 'A', 'B', 'C'}) EXPECT_FALSE(shows(bytes, filling));
}

TEST_F(LogContent, AHeaderOrAPageAloneMayBeWrittenAnew) {
  EXPECT_EQ(write(*content_, kHeader + kFrame, Bytes(24, 'X')), SQLITE_OK);
  EXPECT_EQ(read(*content_, kHeader + kFrame + 24, kPageBytes).second, Bytes(kPageBytes, 'b'));
  EXPECT_EQ(write(*content_, kHeader + 24, Bytes(kPageBytes, 'Y')), SQLITE_OK);
  EXPECT_EQ(read(*content_, kHeader, 24).second, Bytes(24, 'A'));
  EXPECT_EQ(read(*content_, kHeader + 24, kPageBytes).second, Bytes(kPageBytes, 'Y'));
}

TEST_F(LogContent, ATornFrameIsTheEndForRecoveryAndCorruptForAReader) {
  damage(kHeader + kRecord + 500);
  EXPECT_EQ(read(*content_, kHeader + kFrame, kFrame), std::pair(SQLITE_OK, Bytes(kFrame, 0)));
  EXPECT_EQ(read(*content_, kHeader + kFrame + 24, kPageBytes), std::pair(SQLITE_CORRUPT, Bytes(kPageBytes, 0)));
  EXPECT_EQ(write(*content_, kHeader + kFrame + 24, Bytes(kPageBytes, 'n')), SQLITE_CORRUPT) << "its header is lost";
  write_frame(1, 'n');
  EXPECT_EQ(read(*content_, kHeader + kFrame + 24, kPageBytes).second, Bytes(kPageBytes, 'n'));
}

TEST_F(LogContent, AHalfWrittenFrameAtTheEndDoesNotCount) {
  file().pMethods->xTruncate(&file(), kHeader + 2 * kRecord + 1000);
  content_ = make_log_content(*sealer_, file());  // as after a crash
  EXPECT_EQ(size_of(*content_), kHeader + 2 * kFrame);
  EXPECT_EQ(read(*content_, kHeader + 2 * kFrame, kFrame), std::pair(SQLITE_IOERR_SHORT_READ, Bytes(kFrame, 0)));
}

TEST_F(LogContent, IsTruncatedByWholeFrames) {
  EXPECT_EQ(content_->truncate(kHeader + kFrame + 1), SQLITE_OK);
  EXPECT_EQ(size_of(*content_), kHeader + 2 * kFrame);
  EXPECT_EQ(read(*content_, kHeader + 24, kPageBytes).second, Bytes(kPageBytes, 'a'));
  EXPECT_EQ(content_->truncate(0), SQLITE_OK);
  EXPECT_EQ(size_of(*content_), 0);
}

TEST_F(LogContent, IsWhatAFileInMemoryIs) {
  std::mt19937 random(1);
  const auto plain = make_memory_content();
  EXPECT_EQ(plain->write(Bytes(32, 'H').data(), 32, 0), SQLITE_OK);
  for (int64_t frame = 0; frame < 3; ++frame) {
    const auto bytes = read(*content_, kHeader + frame * kFrame, kFrame).second;
    ASSERT_EQ(write(*plain, kHeader + frame * kFrame, bytes), SQLITE_OK);
  }
  int64_t frames = 3;
  for (int step = 0; step < 500; ++step) {
    const auto frame = static_cast<int64_t>(random() % static_cast<uint64_t>(frames + 1));
    const int64_t at = kHeader + frame * kFrame;
    Bytes bytes(frame == frames || random() % 2 ? static_cast<size_t>(kFrame) : 24 + random() % 2000);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    const int64_t within = frame < frames && random() % 3 == 0 ? 24 : 0;
    if (within > 0) bytes.resize(std::min<size_t>(bytes.size(), kPageBytes));
    ASSERT_EQ(write(*content_, at + within, bytes), SQLITE_OK);
    ASSERT_EQ(write(*plain, at + within, bytes), SQLITE_OK);
    frames = std::max(frames, frame + 1);
    const auto other = static_cast<int64_t>(random() % static_cast<uint64_t>(frames));
    ASSERT_EQ(read(*content_, kHeader + other * kFrame, kFrame), read(*plain, kHeader + other * kFrame, kFrame));
    ASSERT_EQ(size_of(*content_), size_of(*plain));
  }
}

}  // namespace
}  // namespace nearshelf::store
