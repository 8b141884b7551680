#include "server_sync/server/api/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace nearshelf::server {
namespace {

Status failed(const char* what) {
  const int number = errno;
  const std::string message = std::string(what) + ": " + std::strerror(number);
  return number == ENOSPC || number == EDQUOT ? Status(Code::kNoSpace, message) : io_error(message);
}

}  // namespace

Result<std::shared_ptr<Spool>> Spool::make(const std::string& directory) {
  int file = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
    std::string path = directory + "/answer-XXXXXX";  // a file system without nameless files
    file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file >= 0) ::unlink(path.c_str());
  }
  if (file < 0) return failed("cannot make a file for an answer").at(directory);
  return std::shared_ptr<Spool>(new Spool(file));
}

Spool::~Spool() { ::close(file_); }

Status Spool::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("cannot write an answer");
    size_ += static_cast<uint64_t>(written);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return ok_status();
}

size_t Spool::read(uint64_t offset, char* to, size_t size) {
  ssize_t got = -1;
  do {
    got = ::pread(file_, to, size, static_cast<off_t>(offset));
  } while (got < 0 && errno == EINTR);
  return got > 0 ? static_cast<size_t>(got) : 0;
}

}  // namespace nearshelf::server
