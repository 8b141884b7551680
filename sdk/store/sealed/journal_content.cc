// A rollback journal: pages of the database as they were, between small fields that say nothing of them but their
// numbers and a sum over every 200th byte.
#include <cstring>

#include "sdk/store/sealed/file_content.h"
#include "sdk/store/sealed/page_seal.h"

namespace nearshelf::store {
namespace {

class JournalContent final : public FileContent {
 public:
  JournalContent(platform::Sealer& sealer, sqlite3_file& file) : sealer_(sealer), file_(file) {}

  int read(void* data, int size, int64_t offset) override {
    const int result = file_.pMethods->xRead(&file_, data, size, offset);
    if (result != SQLITE_OK || size != kPageBytes) return result;
    std::memcpy(page_.data(), data, kPageBytes);
    const bool whole = unseal_page(sealer_, seal_context('j', offset), page_);
    if (!whole) page_.fill(0);
    std::memcpy(data, page_.data(), kPageBytes);
    return whole ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;  // a page that a power cut has torn is where a journal ends
  }

  int write(const void* data, int size, int64_t offset) override {
    if (size != kPageBytes) return file_.pMethods->xWrite(&file_, data, size, offset);
    std::memcpy(page_.data(), data, kPageBytes);
    seal_page(sealer_, seal_context('j', offset), page_);
    return file_.pMethods->xWrite(&file_, page_.data(), kPageBytes, offset);
  }

  int truncate(int64_t size) override { return file_.pMethods->xTruncate(&file_, size); }

  int size(int64_t* size) override {
    sqlite3_int64 bytes = 0;
    const int result = file_.pMethods->xFileSize(&file_, &bytes);
    *size = bytes;
    return result;
  }

 private:
  platform::Sealer& sealer_;
  sqlite3_file& file_;
  Page page_;
};

}  // namespace

std::unique_ptr<FileContent> make_journal_content(platform::Sealer& sealer, sqlite3_file& file) {
  return std::make_unique<JournalContent>(sealer, file);
}

}  // namespace nearshelf::store
