#include "server_sync/server/program/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace nearshelf::server {
namespace {

Status failed(const std::string& path) {
  const int number = errno;
  const std::string message = std::string("cannot be written: ") + std::strerror(number);
  return number == ENOSPC || number == EDQUOT ? Status(Code::kNoSpace, message, path) : io_error(message, path);
}

Status write_all(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(path);
    text.remove_prefix(static_cast<size_t>(written));
  }
  return ::fsync(file) == 0 ? ok_status() : failed(path);
}

}  // namespace

Status write_whole_file(const std::string& path, std::string_view text, unsigned mode) {
  const std::string beside = path + ".new";
  ::unlink(beside.c_str());  // of a run that was killed
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return failed(path);
  Status written = write_all(file, text, path);
  ::close(file);
  if (written.ok() && ::rename(beside.c_str(), path.c_str()) != 0) written = failed(path);
  if (!written.ok()) {
    ::unlink(beside.c_str());
    return written;
  }
  const std::string directory = path.substr(0, path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  const int parent = ::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent < 0) return failed(path);
  const int synced = ::fsync(parent);
  ::close(parent);
  return synced == 0 ? ok_status() : failed(path);
}

}  // namespace nearshelf::server
