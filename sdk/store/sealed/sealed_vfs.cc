#include "sdk/store/sealed/sealed_vfs.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <utility>

#include "sdk/store/sealed/caught.h"
#include "sdk/store/sealed/sealed_file.h"

namespace nearshelf::store {
namespace {

std::unique_ptr<FileContent> make_content(int flags, platform::Sealer& sealer, sqlite3_file& base) {
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return make_database_content(sealer, base);
  if ((flags & SQLITE_OPEN_WAL) != 0) return make_log_content(sealer, base);
  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0) return make_journal_content(sealer, base);
  return nullptr;
}

// The header stands on the disk before anything behind it.
int begin_database(sqlite3_file& file, const SealHeader& header) {
  sqlite3_int64 size = 0;
  if (const int result = file.pMethods->xFileSize(&file, &size); result != SQLITE_OK) return result;
  if (size > kSealHeaderBytes) return SQLITE_OK;
  const int written = file.pMethods->xWrite(&file, header.data(), kSealHeaderBytes, 0);
  return written == SQLITE_OK ? file.pMethods->xSync(&file, SQLITE_SYNC_NORMAL) : written;
}

Status io_failure(int result, const std::string& path) {
  return Status(result == SQLITE_NOMEM ? Code::kOutOfMemory : Code::kIo,
                "the database cannot be read (SQLite: " + std::string(sqlite3_errstr(result)) + ")", path);
}

}  // namespace

Result<FileHead> read_file_head(const std::string& path) {
  sqlite3_vfs* base = sqlite3_vfs_find(nullptr);
  std::string full_path(static_cast<size_t>(base->mxPathname) + 1, '\0');
  int result = base->xFullPathname(base, path.c_str(), base->mxPathname, full_path.data());
  // SQLite looks for parameters behind a name's end.
  full_path.resize(std::char_traits<char>::length(full_path.c_str()) + 4);
  int exists = 0;
  if ((result & 0xff) == SQLITE_OK) result = base->xAccess(base, full_path.c_str(), SQLITE_ACCESS_EXISTS, &exists);
  if ((result & 0xff) != SQLITE_OK) return io_failure(result, path);
  FileHead head;
  if (!exists) return head;
  const auto memory =
      std::make_unique<std::max_align_t[]>(static_cast<size_t>(base->szOsFile) / sizeof(std::max_align_t) + 1);
  auto* file = reinterpret_cast<sqlite3_file*>(memory.get());
  file->pMethods = nullptr;
  result = base->xOpen(base, full_path.c_str(), file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, nullptr);
  sqlite3_int64 size = 0;
  if (result == SQLITE_OK) result = file->pMethods->xFileSize(file, &size);
  if (result == SQLITE_OK) {
    head.size = static_cast<uint64_t>(size);
    head.bytes.resize(static_cast<size_t>(std::min<sqlite3_int64>(size, kSealHeaderBytes)));
    if (!head.bytes.empty()) {
      result = file->pMethods->xRead(file, head.bytes.data(), static_cast<int>(head.bytes.size()), 0);
    }
  }
  if (file->pMethods) file->pMethods->xClose(file);
  if (result != SQLITE_OK) return io_failure(result, path);
  return head;
}

Result<std::unique_ptr<SealedVfs>> SealedVfs::create(std::span<const uint8_t, 32> key, platform::Crypto& crypto) {
  FileSeal seal = make_file_seal(key, crypto);
  if (!seal.sealer) return failed_precondition("this build of Nearshelf cannot seal a database", "options.key");
  sqlite3_vfs* base = sqlite3_vfs_find(nullptr);
  if (!base) return internal_error("SQLite has no file system");
  return std::unique_ptr<SealedVfs>(new SealedVfs(std::move(seal), *base));
}

SealedVfs::SealedVfs(FileSeal seal, sqlite3_vfs& base) : seal_(std::move(seal)), base_(base) {
  static std::atomic<uint64_t> count = 0;
  name_ = "nearshelf-sealed-" + std::to_string(++count);
  vfs_.iVersion = std::min(base.iVersion, 2);
  vfs_.szOsFile = sealed_file_bytes(base.szOsFile);
  vfs_.mxPathname = base.mxPathname;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = [](sqlite3_vfs* vfs, const char* name, int sync) {
    return of(vfs).base_.xDelete(&of(vfs).base_, name, sync);
  };
  vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    return of(vfs).base_.xAccess(&of(vfs).base_, name, flags, result);
  };
  vfs_.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* path) {
    return of(vfs).base_.xFullPathname(&of(vfs).base_, name, size, path);
  };
  vfs_.xRandomness = [](sqlite3_vfs* vfs, int size, char* bytes) {
    return of(vfs).base_.xRandomness(&of(vfs).base_, size, bytes);
  };
  vfs_.xSleep = [](sqlite3_vfs* vfs, int microseconds) { return of(vfs).base_.xSleep(&of(vfs).base_, microseconds); };
  vfs_.xCurrentTime = [](sqlite3_vfs* vfs, double* days) { return of(vfs).base_.xCurrentTime(&of(vfs).base_, days); };
  vfs_.xGetLastError = [](sqlite3_vfs* vfs, int size, char* text) {
    return of(vfs).base_.xGetLastError ? of(vfs).base_.xGetLastError(&of(vfs).base_, size, text) : 0;
  };
  vfs_.xCurrentTimeInt64 = [](sqlite3_vfs* vfs, sqlite3_int64* time) {
    return of(vfs).base_.xCurrentTimeInt64(&of(vfs).base_, time);
  };
  sqlite3_vfs_register(&vfs_, 0);
}

SealedVfs::~SealedVfs() { sqlite3_vfs_unregister(&vfs_); }

int SealedVfs::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  return caught([&] {
    SealedVfs& self = of(vfs);
    if (!name) {
      start_sealed_file(file, make_memory_content(), nullptr);
      if (out_flags) *out_flags = flags;
      return SQLITE_OK;
    }
    sqlite3_file* base = base_file_of(file);
    auto content = make_content(flags, *self.seal_.sealer, *base);
    if (!content) return SQLITE_CANTOPEN;  // a file that nothing here knows how to seal
    base->pMethods = nullptr;
    int result = self.base_.xOpen(&self.base_, name, base, flags, out_flags);
    if (result == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0) result = begin_database(*base, self.seal_.header);
    if (result != SQLITE_OK) {
      if (base->pMethods) base->pMethods->xClose(base);
      return result;
    }
    start_sealed_file(file, std::move(content), base);
    return SQLITE_OK;
  });
}

Result<FileKind> SealedVfs::kind_of(const std::string& path) const {
  NEARSHELF_ASSIGN_OR_RETURN(const FileHead head, read_file_head(path));
  return tell_file_kind(head.bytes, head.size, seal_.header, path);
}

Status SealedVfs::remove(const std::string& path) {
  for (const char* suffix : {"-journal", "-wal", ""}) {
    const std::string name = path + suffix;
    const int result = base_.xDelete(&base_, name.c_str(), 1);
    if (result != SQLITE_OK && result != SQLITE_IOERR_DELETE_NOENT) return io_failure(result, name);
  }
  return ok_status();
}

void SealedVfs::reserve(sqlite3* connection) {
  int bytes = static_cast<int>(platform::kSealBytes);
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

}  // namespace nearshelf::store
