#include "sdk/store/seal_in_place.h"

#include <memory>

#include "sdk/store/migrations.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {
namespace {

// A path as SQLite reads it in a URI (https://www.sqlite.org/uri.html).
std::string uri_of(const std::string& path, const std::string& vfs) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
  std::string uri = "file:";
  for (size_t i = 0; i < path.size(); ++i) {
    const char byte = path[i];
    const bool first_slash = byte == '/' && i == 0;  // a second one behind it would begin the name of a host
    if (kPlain.find(byte) != std::string_view::npos || (byte == '/' && !first_slash)) {
      uri += byte;
    } else {
      const auto value = static_cast<unsigned char>(byte);
      uri += '%';
      uri += "0123456789ABCDEF"[value >> 4];
      uri += "0123456789ABCDEF"[value & 15];
    }
  }
  return uri + "?vfs=" + vfs;
}

Status expect(Connection& connection, const std::string& pragma, std::string_view wanted) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::string answer, connection.text(pragma));
  if (answer == wanted) return ok_status();
  return corrupt("the database cannot be sealed (" + pragma + ": " + answer + ")", connection.path());
}

Status copy_sealed(Connection& plain, const std::string& copy, const SealedVfs& vfs) {
  SealedVfs::reserve(plain.handle());
  NEARSHELF_RETURN_IF_ERROR(plain.execute("VACUUM INTO '" + uri_of(copy, vfs.name()) + "'"));
  NEARSHELF_ASSIGN_OR_RETURN(const auto sealed, Connection::open(copy, 0, vfs.name()));
  return expect(*sealed, "PRAGMA integrity_check(1)", "ok");
}

}  // namespace

Status seal_in_place(const std::string& path, SealedVfs& vfs, int busy_timeout_ms, const platform::Platform& platform) {
  NEARSHELF_ASSIGN_OR_RETURN(const auto plain, Connection::open(path, busy_timeout_ms, nullptr, Names::kUri));
  NEARSHELF_RETURN_IF_ERROR(
      plain->execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;"
                     "PRAGMA fullfsync = ON; PRAGMA temp_store = MEMORY"));
  NEARSHELF_RETURN_IF_ERROR(check_identity(*plain));
  NEARSHELF_RETURN_IF_ERROR(expect(*plain, "PRAGMA quick_check(1)", "ok"));
  // Without its log the file is all there is; from here on nobody else comes in.
  NEARSHELF_RETURN_IF_ERROR(expect(*plain, "PRAGMA journal_mode = DELETE", "delete"));
  NEARSHELF_RETURN_IF_ERROR(plain->execute("BEGIN EXCLUSIVE; COMMIT"));
  const std::string copy = path + "-sealing";
  NEARSHELF_RETURN_IF_ERROR(vfs.remove(copy));  // what is left of an attempt that was cut off
  Status status = copy_sealed(*plain, copy, vfs);
  if (status.ok()) status = platform.files->rename(copy, path);
  if (!status.ok()) static_cast<void>(vfs.remove(copy));
  return status;
}

}  // namespace nearshelf::store
