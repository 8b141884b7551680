#include "server_sync/publisher/artifact_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "sdk/model/aligned_bytes.h"
#include "sdk/model/limits.h"

namespace nearshelf::publisher {

namespace {

Status system_error(const std::string& what, const std::string& path) {
  const int error = errno;
  Code code = Code::kIo;
  if (error == ENOENT || error == ENOTDIR) code = Code::kNotFound;
  if (error == ENOSPC || error == EDQUOT) code = Code::kNoSpace;
  return Status(code, what + ": " + std::strerror(error), path);
}

// Closes a file descriptor at the end of a scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  // Some file systems report a failed write only here.
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

Status read_fully(int fd, const std::string& path, std::span<uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::read(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("cannot read", path);
    if (count == 0) return io_error("became shorter while it was read", path);
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
  return ok_status();
}

Status write_and_sync(int fd, const std::string& path, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("cannot write", path);
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
  return ::fsync(fd) == 0 ? ok_status() : system_error("cannot write to the disk", path);
}

std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Status sync_directory(const std::string& path) {
  const Descriptor directory(::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) return system_error("cannot sync the directory", path);
  return ok_status();
}

Status write_temporary(const std::string& temporary, const std::string& path, std::span<const uint8_t> bytes) {
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (file.get() < 0) return system_error("cannot create " + temporary, path);
  NEARSHELF_RETURN_IF_ERROR(write_and_sync(file.get(), path, bytes));
  return file.close() ? ok_status() : system_error("cannot write", path);
}

}  // namespace

Result<std::shared_ptr<const model::Model>> open_artifact(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_error("cannot open the model", path);
  struct stat info;
  if (::fstat(file.get(), &info) != 0) return system_error("cannot open the model", path);
  if (!S_ISREG(info.st_mode)) return io_error("is not a file", path);
  const size_t size = static_cast<size_t>(info.st_size);
  if (size > model::kMaxArtifactBytes) {
    return Status(
        Code::kLimit,
        "has " + std::to_string(size) + " bytes; a model has at most " + std::to_string(model::kMaxArtifactBytes),
        path);
  }
  model::AlignedBytes bytes(size);
  if (bytes.size() != size) {
    return Status(Code::kOutOfMemory, "no memory for " + std::to_string(size) + " bytes", path);
  }
  NEARSHELF_RETURN_IF_ERROR(read_fully(file.get(), path, {bytes.data(), bytes.size()}));
  Result<std::shared_ptr<const model::Model>> model = model::Model::open(std::move(bytes));
  if (!model.ok()) return model.status().at(path);
  return model;
}

Status write_artifact(const std::string& path, std::span<const uint8_t> bytes) {
  // The process id keeps two writers apart; a file of that name is left over from a killed process.
  const std::string temporary = path + ".tmp" + std::to_string(::getpid());
  ::unlink(temporary.c_str());
  Status status = write_temporary(temporary, path, bytes);
  if (status.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) status = system_error("cannot replace", path);
  if (!status.ok()) {
    ::unlink(temporary.c_str());
    return status;
  }
  return sync_directory(path);
}

}  // namespace nearshelf::publisher
