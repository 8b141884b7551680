#include "tests/support/power_cut_vfs.h"

#include <algorithm>
#include <cstring>

namespace nearshelf::testing {

PowerCutVfs::PowerCutVfs(uint64_t seed) : original_(sqlite3_vfs_find(nullptr)), vfs_(*original_), random_(seed) {
  vfs_.zName = "power-cut";
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.szOsFile = sizeof(Handle);
  vfs_.xOpen = &PowerCutVfs::open;
  vfs_.xDelete = &PowerCutVfs::remove;
  vfs_.xAccess = &PowerCutVfs::access;
  vfs_.xFullPathname = &PowerCutVfs::full_path;
  sqlite3_vfs_register(&vfs_, 1);
}

PowerCutVfs::~PowerCutVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(original_, 1);
}

void PowerCutVfs::fail_after(uint64_t operations, int result) {
  remaining_ = operations;
  failure_ = result;
  has_failed_ = false;
}

int PowerCutVfs::operate() {
  ++operations_;
  if (remaining_ == kNever) return SQLITE_OK;
  if (remaining_ > 1) {
    --remaining_;
    return SQLITE_OK;
  }
  has_failed_ = true;
  return failure_;
}

void PowerCutVfs::apply(const Write& write, std::vector<uint8_t>& content) {
  if (write.truncates) {
    content.resize(write.offset);
    return;
  }
  const uint64_t end = write.offset + write.bytes.size();
  if (content.size() < end) content.resize(end);
  std::copy(write.bytes.begin(), write.bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(write.offset));
}

void PowerCutVfs::power_cut() {
  constexpr uint64_t kSector = 512;
  for (auto& [name, file] : files_) {
    for (const Write& write : file.unsynced) {
      if (write.truncates) {
        if (random_() % 2 == 0) apply(write, file.synced);
        continue;
      }
      for (uint64_t begin = 0; begin < write.bytes.size(); begin += kSector) {
        if (random_() % 2 == 0) continue;
        const uint64_t end = std::min<uint64_t>(begin + kSector, write.bytes.size());
        Write sector;
        sector.offset = write.offset + begin;
        sector.bytes.assign(write.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                            write.bytes.begin() + static_cast<std::ptrdiff_t>(end));
        apply(sector, file.synced);
      }
    }
    file.unsynced.clear();
    file.current = file.synced;
  }
  stop_failing();
}

PowerCutVfs::File& PowerCutVfs::file_of(sqlite3_file* file) {
  auto* handle = reinterpret_cast<Handle*>(file);
  return handle->vfs->files_[*handle->name];
}

const sqlite3_io_methods& PowerCutVfs::methods() {
  static const sqlite3_io_methods kMethods = [] {
    sqlite3_io_methods methods = {};
    methods.iVersion = 1;
    methods.xClose = &PowerCutVfs::close;
    methods.xRead = &PowerCutVfs::read;
    methods.xWrite = &PowerCutVfs::write;
    methods.xTruncate = &PowerCutVfs::truncate;
    methods.xSync = &PowerCutVfs::sync;
    methods.xFileSize = &PowerCutVfs::file_size;
    methods.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
    methods.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
    methods.xCheckReservedLock = [](sqlite3_file*, int* result) { return *result = 0; };
    methods.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
    methods.xSectorSize = [](sqlite3_file*) { return 512; };
    methods.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
    return methods;
  }();
  return kMethods;
}

int PowerCutVfs::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* handle = reinterpret_cast<Handle*>(file);
  handle->base.pMethods = nullptr;
  if (!name) return SQLITE_CANTOPEN;  // temporary files are kept in memory by SQLite itself
  const bool exists = of(vfs).files_.contains(name);
  if (!exists && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  handle->base.pMethods = &methods();
  handle->vfs = &of(vfs);
  handle->name = new std::string(name);
  file_of(file);  // made when absent
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

int PowerCutVfs::remove(sqlite3_vfs* vfs, const char* name, int) {
  if (const int failure = of(vfs).operate(); failure != SQLITE_OK) return failure;
  return of(vfs).files_.erase(name) == 1 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int PowerCutVfs::access(sqlite3_vfs* vfs, const char* name, int, int* result) {
  *result = of(vfs).files_.contains(name);
  return SQLITE_OK;
}

int PowerCutVfs::full_path(sqlite3_vfs*, const char* name, int size, char* path) {
  sqlite3_snprintf(size, path, "%s", name);
  return SQLITE_OK;
}

int PowerCutVfs::close(sqlite3_file* file) {
  delete reinterpret_cast<Handle*>(file)->name;
  return SQLITE_OK;
}

int PowerCutVfs::read(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
  const std::vector<uint8_t>& content = file_of(file).current;
  const auto begin = std::min<uint64_t>(static_cast<uint64_t>(offset), content.size());
  const auto count = std::min<uint64_t>(static_cast<uint64_t>(size), content.size() - begin);
  if (count > 0) std::memcpy(data, content.data() + begin, count);
  if (count == static_cast<uint64_t>(size)) return SQLITE_OK;
  std::memset(static_cast<char*>(data) + count, 0, static_cast<uint64_t>(size) - count);
  return SQLITE_IOERR_SHORT_READ;
}

int PowerCutVfs::write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  if (const int failure = reinterpret_cast<Handle*>(file)->vfs->operate(); failure != SQLITE_OK) return failure;
  const auto* bytes = static_cast<const uint8_t*>(data);
  File& target = file_of(file);
  Write& write = target.unsynced.emplace_back();
  write.offset = static_cast<uint64_t>(offset);
  write.bytes.assign(bytes, bytes + size);
  apply(write, target.current);
  return SQLITE_OK;
}

int PowerCutVfs::truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int failure = reinterpret_cast<Handle*>(file)->vfs->operate(); failure != SQLITE_OK) return failure;
  File& target = file_of(file);
  Write& write = target.unsynced.emplace_back();
  write.offset = static_cast<uint64_t>(size);
  write.truncates = true;
  apply(write, target.current);
  return SQLITE_OK;
}

int PowerCutVfs::sync(sqlite3_file* file, int) {
  if (const int failure = reinterpret_cast<Handle*>(file)->vfs->operate(); failure != SQLITE_OK) return failure;
  File& target = file_of(file);
  target.synced = target.current;
  target.unsynced.clear();
  return SQLITE_OK;
}

int PowerCutVfs::file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(file_of(file).current.size());
  return SQLITE_OK;
}

}  // namespace nearshelf::testing
