// The database itself, behind the header that says with which key it is sealed.
#include <algorithm>
#include <cstring>

#include "sdk/store/sealed/file_content.h"
#include "sdk/store/sealed/page_seal.h"
#include "sdk/store/sealed/seal_header.h"

namespace nearshelf::store {
namespace {

constexpr size_t kReservedBytesOffset = 20;  // in the database's first page (SQLite's file format, 1.3.4)

class DatabaseContent final : public FileContent {
 public:
  DatabaseContent(platform::Sealer& sealer, sqlite3_file& file) : sealer_(sealer), file_(file) {}

  int read(void* data, int size, int64_t offset) override {
    auto* output = static_cast<uint8_t*>(data);
    const bool whole_page = size == kPageBytes && offset % kPageBytes == 0;
    while (size > 0) {
      const int within = static_cast<int>(offset % kPageBytes);
      const int part = std::min(size, kPageBytes - within);
      int result = load(offset / kPageBytes);
      // SQLite looks at a piece of the first page before it has looked for a log or a journal that replaces it: a page
      // that a power cut has torn must not end it there. The whole page is asked for when it is needed.
      if (result == SQLITE_CORRUPT && !whole_page) {
        page_.fill(0);
        result = SQLITE_OK;
      }
      if (result != SQLITE_OK) {
        std::memset(output, 0, static_cast<size_t>(size));
        return result;
      }
      std::memcpy(output, page_.data() + within, static_cast<size_t>(part));
      output += part;
      offset += part;
      size -= part;
    }
    return SQLITE_OK;
  }

  int write(const void* data, int size, int64_t offset) override {
    if (size != kPageBytes || offset % kPageBytes != 0) return SQLITE_IOERR_WRITE;
    std::memcpy(page_.data(), data, kPageBytes);
    // Without room for its seal a page would lose its end.
    if (offset == 0 && page_[kReservedBytesOffset] != platform::kSealBytes) return SQLITE_IOERR_WRITE;
    seal_page(sealer_, seal_context('d', offset / kPageBytes), page_);
    return file_.pMethods->xWrite(&file_, page_.data(), kPageBytes, kSealHeaderBytes + offset);
  }

  int truncate(int64_t size) override { return file_.pMethods->xTruncate(&file_, kSealHeaderBytes + size); }

  int size(int64_t* size) override {
    sqlite3_int64 bytes = 0;
    const int result = file_.pMethods->xFileSize(&file_, &bytes);
    *size = std::max<int64_t>(bytes - kSealHeaderBytes, 0);
    return result;
  }

 private:
  int load(int64_t number) {
    const int result = file_.pMethods->xRead(&file_, page_.data(), kPageBytes, kSealHeaderBytes + number * kPageBytes);
    if (result != SQLITE_OK) return result;
    return unseal_page(sealer_, seal_context('d', number), page_) ? SQLITE_OK : SQLITE_CORRUPT;
  }

  platform::Sealer& sealer_;
  sqlite3_file& file_;
  Page page_;
};

}  // namespace

std::unique_ptr<FileContent> make_database_content(platform::Sealer& sealer, sqlite3_file& file) {
  return std::make_unique<DatabaseContent>(sealer, file);
}

}  // namespace nearshelf::store
