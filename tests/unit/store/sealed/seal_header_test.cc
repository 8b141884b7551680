#include "sdk/store/sealed/seal_header.h"

#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

class SealHeaderTest : public ::testing::Test {
 protected:
  static FileSeal make(std::array<uint8_t, 32> key) {
    return make_file_seal(key, *platform::host_platform().value().crypto);
  }
  Result<FileKind> tell(const Bytes& head, uint64_t size) const {
    return tell_file_kind(head, size, seal_.header, "p");
  }
  Bytes header() const { return Bytes(seal_.header.begin(), seal_.header.end()); }

  const FileSeal seal_ = make(kTestKey);
};

TEST_F(SealHeaderTest, FollowsFromTheKeyAlone) {
  EXPECT_EQ(make(kTestKey).header, seal_.header);
  EXPECT_NE(make({9}).header, seal_.header);
  EXPECT_TRUE(seal_.sealer);
  EXPECT_TRUE(has_seal_header(seal_.header));
}

TEST_F(SealHeaderTest, NeverShowsTheKey) {
  const auto found = std::search(seal_.header.begin(), seal_.header.end(), kTestKey.begin(), kTestKey.begin() + 4);
  EXPECT_EQ(found, seal_.header.end());
}

TEST_F(SealHeaderTest, TellsWhatAFileIs) {
  EXPECT_EQ(tell({}, 0).value(), FileKind::kNew);
  EXPECT_EQ(tell(header(), 4096).value(), FileKind::kNew);
  EXPECT_EQ(tell(header(), 8192).value(), FileKind::kSealed);
  Bytes plain(4096, 1);
  const std::string magic("SQLite format 3", 16);
  std::copy(magic.begin(), magic.end(), plain.begin());
  EXPECT_EQ(tell(plain, 8192).value(), FileKind::kPlain);
  plain.resize(512);
  EXPECT_EQ(tell(plain, 512).value(), FileKind::kPlain);
}

TEST_F(SealHeaderTest, AHeaderThatAPowerCutStoppedIsNew) {
  Bytes part = header();
  part.resize(1000);
  EXPECT_EQ(tell(part, 1000).value(), FileKind::kNew);
  part = header();
  std::fill(part.begin(), part.begin() + 512, uint8_t{0});
  EXPECT_EQ(tell(part, 4096).value(), FileKind::kNew);
  EXPECT_EQ(tell(part, 8192).status().code(), Code::kCorrupt) << "something stands behind it";
}

TEST_F(SealHeaderTest, AnotherKeyIsTold) {
  const FileSeal other = make({9});
  const Status status = tell(Bytes(other.header.begin(), other.header.end()), 8192).status();
  EXPECT_EQ(status.code(), Code::kWrongKey);
  EXPECT_EQ(status.place(), "p");
}

TEST_F(SealHeaderTest, ALaterVersionIsTold) {
  Bytes later = header();
  later[16] = 2;
  EXPECT_EQ(tell(later, 8192).status().code(), Code::kUnsupportedVersion);
}

TEST_F(SealHeaderTest, AnythingElseIsCorrupt) {
  EXPECT_EQ(tell(Bytes(4096, 'x'), 8192).status().code(), Code::kCorrupt);
  EXPECT_EQ(tell(Bytes(10, 'x'), 10).status().code(), Code::kCorrupt);
  EXPECT_EQ(tell(Bytes(4096, 0), 8192).status().code(), Code::kCorrupt);
}

}  // namespace
}  // namespace nearshelf::store
