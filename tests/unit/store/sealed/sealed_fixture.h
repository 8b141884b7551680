// A sealer, and a file in memory that a content may stand on.
#ifndef NEARSHELF_TESTS_UNIT_STORE_SEALED_SEALED_FIXTURE_H_
#define NEARSHELF_TESTS_UNIT_STORE_SEALED_SEALED_FIXTURE_H_

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sdk/platform/host.h"
#include "sdk/store/sealed/sealed_file.h"

namespace nearshelf::store {

using Bytes = std::vector<uint8_t>;

inline constexpr std::array<uint8_t, 32> kTestKey{1, 2, 3, 4};

class SealedFixture : public ::testing::Test {
 protected:
  SealedFixture() {
    start_sealed_file(&memory_.base, make_memory_content(), nullptr);
    sealer_ = platform::host_platform().value().crypto->make_sealer(kTestKey);
  }
  ~SealedFixture() override { memory_.base.pMethods->xClose(&memory_.base); }

  sqlite3_file& file() { return memory_.base; }
  // What stands on the disk.
  Bytes raw() {
    sqlite3_int64 size = 0;
    file().pMethods->xFileSize(&file(), &size);
    Bytes bytes(static_cast<size_t>(size));
    file().pMethods->xRead(&file(), bytes.data(), static_cast<int>(size), 0);
    return bytes;
  }
  void overwrite(int64_t offset, const Bytes& bytes) {
    file().pMethods->xWrite(&file(), bytes.data(), static_cast<int>(bytes.size()), offset);
  }
  void damage(int64_t offset) { overwrite(offset, {static_cast<uint8_t>(raw()[static_cast<size_t>(offset)] ^ 1)}); }

  // Text of a page, with the room for a seal that SQLite leaves at its end.
  static Bytes page_of(uint8_t filling) {
    Bytes page(kPageBytes, filling);
    std::fill(page.end() - platform::kSealBytes, page.end(), uint8_t{0});
    page[20] = platform::kSealBytes;
    return page;
  }
  static int write(FileContent& content, int64_t offset, const Bytes& bytes) {
    return content.write(bytes.data(), static_cast<int>(bytes.size()), offset);
  }
  // The result and what was read.
  static std::pair<int, Bytes> read(FileContent& content, int64_t offset, size_t size) {
    Bytes bytes(size, 0xee);
    const int result = content.read(bytes.data(), static_cast<int>(size), offset);
    return {result, bytes};
  }
  static int64_t size_of(FileContent& content) {
    int64_t size = -1;
    EXPECT_EQ(content.size(&size), SQLITE_OK);
    return size;
  }
  // Whether the same eight bytes in a row stand anywhere.
  static bool shows(const Bytes& bytes, uint8_t filling) {
    return std::string(bytes.begin(), bytes.end()).find(std::string(8, static_cast<char>(filling))) !=
           std::string::npos;
  }

  std::unique_ptr<platform::Sealer> sealer_;

 private:
  SealedFile memory_{};
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_TESTS_UNIT_STORE_SEALED_SEALED_FIXTURE_H_
