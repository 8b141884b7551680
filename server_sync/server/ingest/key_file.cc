#include "server_sync/server/ingest/key_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "server_sync/protocol/hex.h"

namespace nearshelf::server {

using protocol::Bytes32;

namespace {

constexpr size_t kDigits = 2 * sizeof(Bytes32);
// The digits, a newline, and room to see that there is more.
using Text = std::array<char, kDigits + 2>;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Status system_error(const std::string& what, const std::string& path) {
  const int error = errno;
  const bool full = error == ENOSPC || error == EDQUOT;
  return Status(full ? Code::kNoSpace : Code::kIo, what + ": " + std::strerror(error), path);
}

std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<Bytes32> read_key(int fd, const std::string& path, std::string_view what) {
  struct stat info;
  if (::fstat(fd, &info) != 0) return system_error("cannot look at the file", path);
  if (!S_ISREG(info.st_mode)) return corrupt("is not a file", path);
  if (info.st_mode & (S_IRWXG | S_IRWXO)) {
    return corrupt("others may read or write the " + std::string(what) + "; chmod 600 it, or replace it when it leaked",
                   path);
  }
  Text text{};
  size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = ::read(fd, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("cannot read", path);
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  if (size == kDigits + 1 && text[kDigits] == '\n') --size;
  Bytes32 key;
  const bool decoded = protocol::from_hex({text.data(), size}, key);
  sodium_memzero(text.data(), text.size());
  if (!decoded) return corrupt("is no " + std::string(what) + ": a key is one line of 64 hex digits", path);
  return key;
}

Status write_key(int fd, const std::string& path, const Bytes32& key) {
  std::string text = protocol::to_hex(key) + "\n";
  size_t written = 0;
  while (written < text.size()) {
    const ssize_t count = ::write(fd, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    written += static_cast<size_t>(count);
  }
  const bool complete = written == text.size();
  sodium_memzero(text.data(), text.size());
  if (!complete || ::fsync(fd) != 0) return system_error("cannot write", path);
  return ok_status();
}

// Written under another name and linked to its own, which fails when somebody else was first: nobody ever reads half a
// key. OK also then.
Status make_key(const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  Bytes32 key;
  randombytes_buf(key.data(), key.size());
  Status status;
  {
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));  // 0600
    if (file.get() < 0) return system_error("cannot make a file beside it", path);
    status = write_key(file.get(), path, key);
  }
  sodium_memzero(key.data(), key.size());
  if (status.ok() && ::link(temporary.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    status = system_error("cannot make the file", path);
  }
  ::unlink(temporary.c_str());
  if (!status.ok()) return status;
  const Descriptor directory(::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) return system_error("cannot sync the directory", path);
  return ok_status();
}

}  // namespace

Result<Bytes32> load_or_make_key(const std::string& path, std::string_view what) {
  if (sodium_init() < 0) return internal_error("libsodium could not be initialised: no random source", path);
  for (int attempt = 0; attempt < 2; ++attempt) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() >= 0) return read_key(file.get(), path, what);
    if (errno != ENOENT) return system_error("cannot open", path);
    if (attempt == 0) NEARSHELF_RETURN_IF_ERROR(make_key(path));
  }
  return io_error("was deleted while it was being made", path);
}

}  // namespace nearshelf::server
