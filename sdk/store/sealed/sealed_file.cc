#include "sdk/store/sealed/sealed_file.h"

#include "sdk/store/sealed/caught.h"

namespace nearshelf::store {
namespace {

constexpr size_t kBaseOffset = (sizeof(SealedFile) + 15) / 16 * 16;

SealedFile& of(sqlite3_file* file) { return *reinterpret_cast<SealedFile*>(file); }

int close_file(sqlite3_file* file) {
  SealedFile& sealed = of(file);
  delete sealed.content;
  sealed.content = nullptr;
  sealed.base.pMethods = nullptr;
  return sealed.file ? sealed.file->pMethods->xClose(sealed.file) : SQLITE_OK;
}

int read_file(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
  return caught([&] { return of(file).content->read(data, size, offset); });
}

int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  return caught([&] { return of(file).content->write(data, size, offset); });
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  return caught([&] { return of(file).content->truncate(size); });
}

int sync_file(sqlite3_file* file, int flags) {
  sqlite3_file* base = of(file).file;
  return base ? base->pMethods->xSync(base, flags) : SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return caught([&] {
    int64_t bytes = 0;
    const int result = of(file).content->size(&bytes);
    *size = bytes;
    return result;
  });
}

int lock_file(sqlite3_file* file, int level) {
  sqlite3_file* base = of(file).file;
  return base ? base->pMethods->xLock(base, level) : SQLITE_OK;
}

int unlock_file(sqlite3_file* file, int level) {
  sqlite3_file* base = of(file).file;
  return base ? base->pMethods->xUnlock(base, level) : SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* file, int* reserved) {
  *reserved = 0;
  sqlite3_file* base = of(file).file;
  return base ? base->pMethods->xCheckReservedLock(base, reserved) : SQLITE_OK;
}

int control_file(sqlite3_file* file, int operation, void* argument) {
  // Sizes that the system's own file would take for its own.
  if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_NOTFOUND;
  sqlite3_file* base = of(file).file;
  return base ? base->pMethods->xFileControl(base, operation, argument) : SQLITE_NOTFOUND;
}

// Headers of a journal are as long as a sector: shorter than a page, or they would be taken for one.
int sector_size(sqlite3_file*) { return 512; }

int device_characteristics(sqlite3_file* file) {
  sqlite3_file* base = of(file).file;
  // What is not said of records and pages that move does not hold of them.
  return base ? base->pMethods->xDeviceCharacteristics(base) &
                    (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN)
              : 0;
}

constexpr sqlite3_io_methods make_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;  // neither shared memory nor memory maps
  methods.xClose = close_file;
  methods.xRead = read_file;
  methods.xWrite = write_file;
  methods.xTruncate = truncate_file;
  methods.xSync = sync_file;
  methods.xFileSize = file_size;
  methods.xLock = lock_file;
  methods.xUnlock = unlock_file;
  methods.xCheckReservedLock = check_reserved_lock;
  methods.xFileControl = control_file;
  methods.xSectorSize = sector_size;
  methods.xDeviceCharacteristics = device_characteristics;
  return methods;
}

}  // namespace

int sealed_file_bytes(int base_bytes) { return static_cast<int>(kBaseOffset) + base_bytes; }

sqlite3_file* base_file_of(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<unsigned char*>(file) + kBaseOffset);
}

void start_sealed_file(sqlite3_file* file, std::unique_ptr<FileContent> content, sqlite3_file* base) {
  static constexpr sqlite3_io_methods kMethods = make_methods();
  SealedFile& sealed = of(file);
  sealed.content = content.release();
  sealed.file = base;
  sealed.base.pMethods = &kMethods;
}

}  // namespace nearshelf::store
