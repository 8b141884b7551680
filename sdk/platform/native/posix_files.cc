#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "sdk/platform/native/native_platform.h"

namespace nearshelf::platform {
namespace {

Status errno_status(int error, std::string_view action, const std::string& path) {
  const std::string message = "cannot " + std::string(action) + ": " + std::generic_category().message(error);
  return Status(error == ENOENT ? Code::kNotFound : Code::kIo, message, path);
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

int sync_file(int fd) {
#if defined(__APPLE__)
  // fsync() on Apple systems stops at the drive's own cache.
  if (::fcntl(fd, F_FULLFSYNC) == 0) return 0;
#endif
  return ::fsync(fd);
}

// A rename is on the disk once its directory is.
Status sync_directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const FileDescriptor fd(::open(directory.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid() || sync_file(fd.get()) != 0) return errno_status(errno, "sync the directory", directory);
  return ok_status();
}

}  // namespace

Result<uint64_t> PosixFiles::size(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return errno_status(errno, "read", path);
  if (!S_ISREG(info.st_mode)) return io_error("cannot read: not a regular file", path);
  return static_cast<uint64_t>(info.st_size);
}

Status PosixFiles::read(const std::string& path, std::span<uint8_t> bytes) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) return errno_status(errno, "read", path);
  while (!bytes.empty()) {
    const ssize_t got = ::read(fd.get(), bytes.data(), bytes.size());
    if (got < 0) {
      if (errno == EINTR) continue;
      return errno_status(errno, "read", path);
    }
    if (got == 0) return io_error("cannot read: the file became shorter", path);
    bytes = bytes.subspan(static_cast<size_t>(got));
  }
  return ok_status();
}

Status PosixFiles::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return errno_status(errno, "rename to " + to, from);
  return sync_directory_of(to);
}

}  // namespace nearshelf::platform
