// SQLite's files over the imports: one database and its rollback journal, held by this instance alone.
//
// A call out of the module costs more than a copy, so that neighbouring writes are joined into one, and a reader that
// goes forward is given more than it asked for.
#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "nearshelf/nearshelf.h"
#include "wasm/native/host_imports.h"

namespace nearshelf::wasm {
namespace {

constexpr int kDatabase = 0;
constexpr int kJournal = 1;
constexpr sqlite3_int64 kBufferBytes = 64 * 1024;

// A status of the host as what SQLite calls it.
int sqlite_error(int32_t result, int io_error) { return result == -NSH_STATUS_NO_SPACE ? SQLITE_FULL : io_error; }

// One file with the bytes that are joined for writing or were read ahead. Only one of the two at a time.
//
// SQLite believes a write that we have not made yet. What it has put into the journal it may want to read again, to
// roll back because just this write fails later; so those bytes are kept. Of the database they are not: a page that
// could not be written is one that is being rolled back.
class HostFile {
 public:
  explicit HostFile(int file) : file_(file) {}

  int read(uint8_t* into, sqlite3_int64 size, sqlite3_int64 offset) {
    const bool forward = !dirty_ && offset == next_read_ && size < kBufferBytes;
    next_read_ = offset + size;
    if (forward && !holds(offset, size)) {
      const int32_t got = nearshelf_file_read(file_, buffer_, kBufferBytes, static_cast<double>(offset));
      if (got < 0) return SQLITE_IOERR_READ;
      begin_ = offset;
      size_ = got;
    }
    sqlite3_int64 got = 0;
    if (!holds(offset, size)) {
      got = nearshelf_file_read(file_, into, static_cast<size_t>(size), static_cast<double>(offset));
      if (got < 0) return SQLITE_IOERR_READ;
    }
    std::memset(into + got, 0, static_cast<size_t>(size - got));
    const sqlite3_int64 from = std::max(offset, begin_);
    const sqlite3_int64 to = std::min(offset + size, begin_ + size_);
    if (from < to) {
      std::memcpy(into + (from - offset), buffer_ + (from - begin_), static_cast<size_t>(to - from));
      got = std::max(got, to - offset);
    }
    return got == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  int write(const uint8_t* from, sqlite3_int64 size, sqlite3_int64 offset) {
    if (!dirty_ || offset != begin_ + size_ || size_ + size > kBufferBytes) {
      if (const int result = write_out(); result != SQLITE_OK) return result;
      begin_ = offset;
      size_ = 0;
    }
    if (size > kBufferBytes) {
      const int32_t result = nearshelf_file_write(file_, from, static_cast<size_t>(size), static_cast<double>(offset));
      return result < 0 ? sqlite_error(result, SQLITE_IOERR_WRITE) : SQLITE_OK;
    }
    std::memcpy(buffer_ + size_, from, static_cast<size_t>(size));
    size_ += size;
    dirty_ = true;
    return SQLITE_OK;
  }

  int truncate(sqlite3_int64 size) {
    if (size > 0) {
      if (const int result = write_out(); result != SQLITE_OK) return result;
    }
    drop();
    const int32_t result = nearshelf_file_truncate(file_, static_cast<double>(size));
    return result < 0 ? sqlite_error(result, SQLITE_IOERR_TRUNCATE) : SQLITE_OK;
  }

  int sync() {
    if (const int result = write_out(); result != SQLITE_OK) return result;
    const int32_t result = nearshelf_file_flush(file_);
    return result < 0 ? sqlite_error(result, SQLITE_IOERR_FSYNC) : SQLITE_OK;
  }

  int size(sqlite3_int64* size) {
    const double bytes = nearshelf_file_size(file_);
    if (bytes < 0) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(bytes);
    if (dirty_) *size = std::max(*size, begin_ + size_);
    return SQLITE_OK;
  }

  int write_out() {
    if (!dirty_) return SQLITE_OK;
    const int32_t result =
        nearshelf_file_write(file_, buffer_, static_cast<size_t>(size_), static_cast<double>(begin_));
    if (result >= 0 || file_ == kDatabase) drop();
    return result < 0 ? sqlite_error(result, SQLITE_IOERR_WRITE) : SQLITE_OK;
  }

  void drop() {
    dirty_ = false;
    size_ = 0;
    next_read_ = -1;
  }

 private:
  bool holds(sqlite3_int64 offset, sqlite3_int64 size) const {
    return size_ > 0 && offset >= begin_ && offset + size <= begin_ + size_;
  }

  const int file_;
  bool dirty_ = false;
  sqlite3_int64 begin_ = 0;
  sqlite3_int64 size_ = 0;
  sqlite3_int64 next_read_ = -1;
  uint8_t buffer_[kBufferBytes];
};

HostFile g_files[] = {HostFile(kDatabase), HostFile(kJournal)};

struct OpenFile {
  sqlite3_file base;
  HostFile* file;
};

HostFile& host(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->file; }

int close_file(sqlite3_file* file) { return host(file).write_out(); }
int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
  return host(file).read(static_cast<uint8_t*>(into), size, offset);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  return host(file).write(static_cast<const uint8_t*>(from), size, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) { return host(file).truncate(size); }
int sync_file(sqlite3_file* file, int) { return host(file).sync(); }
int size_of_file(sqlite3_file* file, sqlite3_int64* size) { return host(file).size(size); }
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* locked) {
  *locked = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4096; }
// Appending is safe although a power cut may leave any part of what was not flushed: the journal is flushed before the
// database is touched, and every page in it has a checksum.
int device_characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN;
}

constexpr sqlite3_io_methods kMethods = {
    1,         close_file, read_file,    write_file,  truncate_file,          sync_file, size_of_file, lock_file,
    lock_file, check_lock, control_file, sector_size, device_characteristics, nullptr,   nullptr,      nullptr,
    nullptr,   nullptr,    nullptr};

int open_file(sqlite3_vfs*, const char*, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL)) == 0) return SQLITE_CANTOPEN;
  auto* open = reinterpret_cast<OpenFile*>(file);
  open->file = &g_files[(flags & SQLITE_OPEN_MAIN_DB) != 0 ? kDatabase : kJournal];
  open->file->drop();
  open->base.pMethods = &kMethods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

// Only a journal is ever deleted or looked for.
int delete_file(sqlite3_vfs*, const char*, int) {
  if (const int result = g_files[kJournal].truncate(0); result != SQLITE_OK) return result;
  return g_files[kJournal].sync();
}
int access_file(sqlite3_vfs*, const char* name, int, int* there) {
  const size_t length = std::strlen(name);
  const bool journal = length > 8 && std::strcmp(name + length - 8, "-journal") == 0;
  sqlite3_int64 size = 0;
  if (journal) {
    if (const int result = g_files[kJournal].size(&size); result != SQLITE_OK) return result;
  }
  *there = size > 0;
  return SQLITE_OK;
}
int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  const size_t length = std::strlen(name) + 1;
  if (length > static_cast<size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, length);
  return SQLITE_OK;
}
int fill_random(sqlite3_vfs*, int size, char* out) {
  nearshelf_random(reinterpret_cast<uint8_t*>(out), static_cast<size_t>(size));
  return size;
}
int sleep_microseconds(sqlite3_vfs*, int) { return 0; }
int current_time_ms(sqlite3_vfs*, sqlite3_int64* time) {
  constexpr sqlite3_int64 kJulianEpochMs = 210866760000000;  // of 1970-01-01
  *time = kJulianEpochMs + static_cast<sqlite3_int64>(nearshelf_now_ms());
  return SQLITE_OK;
}
int current_time(sqlite3_vfs* vfs, double* days) {
  sqlite3_int64 ms = 0;
  current_time_ms(vfs, &ms);
  *days = static_cast<double>(ms) / 86400000.0;
  return SQLITE_OK;
}
int last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs g_vfs = {2,           sizeof(OpenFile),   512,          nullptr,    "nearshelf",     nullptr, open_file,
                     delete_file, access_file,        full_path,    nullptr,    nullptr,         nullptr, nullptr,
                     fill_random, sleep_microseconds, current_time, last_error, current_time_ms, nullptr, nullptr,
                     nullptr};

}  // namespace
}  // namespace nearshelf::wasm

// SQLite calls these because it is built with SQLITE_OS_OTHER.
extern "C" {

int sqlite3_os_init(void) { return sqlite3_vfs_register(&nearshelf::wasm::g_vfs, 1); }
int sqlite3_os_end(void) { return SQLITE_OK; }

}  // extern "C"
