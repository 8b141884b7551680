// A write-ahead log: behind its header of random and fixed numbers a record for each frame, sealed with the frame's own
// header, whose checksum is one over the page.
#include <algorithm>
#include <cstring>

#include "sdk/store/sealed/file_content.h"
#include "sdk/store/sealed/page_seal.h"

namespace nearshelf::store {
namespace {

// SQLite's file format, 4.1.
constexpr int kLogHeaderBytes = 32;
constexpr int kFrameBytes = 24 + kPageBytes;
constexpr int kRecordBytes = kFrameBytes + static_cast<int>(platform::kSealBytes);

int64_t record_offset(int64_t number) { return kLogHeaderBytes + number * kRecordBytes; }

class LogContent final : public FileContent {
 public:
  LogContent(platform::Sealer& sealer, sqlite3_file& file) : sealer_(sealer), file_(file) {}

  int read(void* data, int size, int64_t offset) override {
    if (offset + size <= kLogHeaderBytes) return file_.pMethods->xRead(&file_, data, size, offset);
    auto* output = static_cast<uint8_t*>(data);
    while (size > 0) {
      const int64_t number = (offset - kLogHeaderBytes) / kFrameBytes;
      const int within = static_cast<int>((offset - kLogHeaderBytes) % kFrameBytes);
      const int part = std::min(size, kFrameBytes - within);
      int result = load(number);
      // With the frame's header SQLite is looking where the log ends: there, at the latest.
      if (result == SQLITE_CORRUPT && within == 0) result = SQLITE_OK;
      std::memcpy(output, frame_.data() + within, static_cast<size_t>(part));
      if (result != SQLITE_OK) {
        std::memset(output, 0, static_cast<size_t>(size));
        return result;
      }
      output += part;
      offset += part;
      size -= part;
    }
    return SQLITE_OK;
  }

  // SQLite writes a frame's header, then its page, which it may cut in two at a sync, and sometimes the one without the
  // other: each is sealed with what is there of the rest.
  int write(const void* data, int size, int64_t offset) override {
    if (offset + size <= kLogHeaderBytes) return file_.pMethods->xWrite(&file_, data, size, offset);
    const auto* input = static_cast<const uint8_t*>(data);
    while (size > 0) {
      const int64_t number = (offset - kLogHeaderBytes) / kFrameBytes;
      const int within = static_cast<int>((offset - kLogHeaderBytes) % kFrameBytes);
      const int part = std::min(size, kFrameBytes - within);
      int result = load(number);
      // What an earlier log has left there is of no interest to a frame that begins anew.
      const bool begins = within == 0 && (result == SQLITE_CORRUPT || result == SQLITE_IOERR_SHORT_READ);
      if (result != SQLITE_OK && !begins) return result;
      std::memcpy(frame_.data() + within, input, static_cast<size_t>(part));
      result = store(number);
      if (result != SQLITE_OK) return result;
      input += part;
      offset += part;
      size -= part;
    }
    return SQLITE_OK;
  }

  int truncate(int64_t size) override {
    number_ = -1;
    const int64_t frames = (size - kLogHeaderBytes + kFrameBytes - 1) / kFrameBytes;
    return file_.pMethods->xTruncate(&file_, size <= kLogHeaderBytes ? size : record_offset(frames));
  }

  int size(int64_t* size) override {
    sqlite3_int64 bytes = 0;
    const int result = file_.pMethods->xFileSize(&file_, &bytes);
    const int64_t records = (bytes - kLogHeaderBytes) / kRecordBytes;
    *size = bytes <= kLogHeaderBytes ? bytes : kLogHeaderBytes + records * kFrameBytes;
    return result;
  }

 private:
  // Into frame_; it is zero when the result is another than SQLITE_OK.
  int load(int64_t number) {
    if (number == number_) return SQLITE_OK;
    number_ = -1;
    int result = file_.pMethods->xRead(&file_, record_.data(), kRecordBytes, record_offset(number));
    frame_.fill(0);
    if (result != SQLITE_OK) return result;
    platform::Seal seal;
    std::copy_n(record_.begin() + kFrameBytes, seal.size(), seal.begin());
    if (!sealer_.unseal(seal_context('w', number), seal, std::span(record_).first(kFrameBytes))) return SQLITE_CORRUPT;
    std::copy_n(record_.begin(), kFrameBytes, frame_.begin());
    number_ = number;
    return SQLITE_OK;
  }

  int store(int64_t number) {
    std::copy(frame_.begin(), frame_.end(), record_.begin());
    const platform::Seal seal = sealer_.seal(seal_context('w', number), std::span(record_).first(kFrameBytes));
    std::copy(seal.begin(), seal.end(), record_.begin() + kFrameBytes);
    const int result = file_.pMethods->xWrite(&file_, record_.data(), kRecordBytes, record_offset(number));
    number_ = result == SQLITE_OK ? number : -1;
    return result;
  }

  platform::Sealer& sealer_;
  sqlite3_file& file_;
  std::array<uint8_t, kFrameBytes> frame_{};
  int64_t number_ = -1;  // of the record that frame_ is of, -1 = of none
  std::array<uint8_t, kRecordBytes> record_;
};

}  // namespace

std::unique_ptr<FileContent> make_log_content(platform::Sealer& sealer, sqlite3_file& file) {
  return std::make_unique<LogContent>(sealer, file);
}

}  // namespace nearshelf::store
