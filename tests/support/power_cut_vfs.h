// An SQLite file system in memory on which the power can be cut and the disk can fill up, for as long as it exists the
// default one of the process.
//
// Between two syncs a real disk may write any part of what it was given, in any order. power_cut() does just that: what
// was synced stays, of every later write each 512-byte sector is kept or lost by chance.
#ifndef NEARSHELF_TESTS_SUPPORT_POWER_CUT_VFS_H_
#define NEARSHELF_TESTS_SUPPORT_POWER_CUT_VFS_H_

#include <sqlite3.h>

#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace nearshelf::testing {

class PowerCutVfs {
 public:
  explicit PowerCutVfs(uint64_t seed);
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;
  ~PowerCutVfs();

  // The `operations`-th write, truncation, sync or deletion from now on, and all after it, fail with this SQLite result
  // code.
  void fail_after(uint64_t operations, int result);
  void stop_failing() { remaining_ = kNever; }
  bool has_failed() const { return has_failed_; }
  // Writes, truncations, syncs and deletions so far.
  uint64_t operations() const { return operations_; }

  // Every connection must be closed. What failed before works again.
  void power_cut();

 private:
  struct Write {
    uint64_t offset = 0;
    std::vector<uint8_t> bytes;
    bool truncates = false;  // to `offset`
  };
  struct File {
    std::vector<uint8_t> synced;
    std::vector<uint8_t> current;
    std::vector<Write> unsynced;
  };
  struct Handle {
    sqlite3_file base;
    PowerCutVfs* vfs;
    std::string* name;
  };
  static constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

  static PowerCutVfs& of(sqlite3_vfs* vfs) { return *static_cast<PowerCutVfs*>(vfs->pAppData); }
  static File& file_of(sqlite3_file* file);
  static void apply(const Write& write, std::vector<uint8_t>& content);
  static const sqlite3_io_methods& methods();
  // SQLITE_OK, or how this operation fails.
  int operate();

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory);
  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result);
  static int full_path(sqlite3_vfs* vfs, const char* name, int size, char* path);
  static int close(sqlite3_file* file);
  static int read(sqlite3_file* file, void* data, int size, sqlite3_int64 offset);
  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset);
  static int truncate(sqlite3_file* file, sqlite3_int64 size);
  static int sync(sqlite3_file* file, int flags);
  static int file_size(sqlite3_file* file, sqlite3_int64* size);

  sqlite3_vfs* original_;
  sqlite3_vfs vfs_;
  std::mt19937_64 random_;
  std::map<std::string, File> files_;
  uint64_t operations_ = 0;
  uint64_t remaining_ = kNever;
  int failure_ = SQLITE_OK;
  bool has_failed_ = false;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_POWER_CUT_VFS_H_
