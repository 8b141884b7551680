#include "server_sync/server/exports/gzip_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace nearshelf::server {

Status GzipFile::failure(std::string_view what) const {
  const int error = errno;
  const Code code = error == ENOSPC || error == EDQUOT ? Code::kNoSpace : Code::kIo;
  return Status(code, std::string(what) + ": " + std::strerror(error), path_);
}

Result<std::unique_ptr<GzipFile>> GzipFile::create(const std::string& path) {
  std::unique_ptr<GzipFile> file(new GzipFile(path, path + ".XXXXXX"));
  file->descriptor_ = ::mkostemp(file->temporary_.data(), O_CLOEXEC);
  if (file->descriptor_ < 0) {
    file->temporary_.clear();
    return file->failure("the file cannot be made");
  }
  // zlib closes its own descriptor, and this one is flushed after that.
  file->gzip_ = ::gzdopen(::dup(file->descriptor_), "wb6");
  if (!file->gzip_) return file->failure("the file cannot be written");
  ::gzbuffer(static_cast<gzFile>(file->gzip_), 1 << 18);
  return file;
}

GzipFile::~GzipFile() {
  if (gzip_) ::gzclose(static_cast<gzFile>(gzip_));
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status GzipFile::write(std::string_view text) {
  if (text.empty()) return ok_status();
  const int written = ::gzwrite(static_cast<gzFile>(gzip_), text.data(), static_cast<unsigned>(text.size()));
  return written == static_cast<int>(text.size()) ? ok_status() : failure("the file cannot be written");
}

Result<uint64_t> GzipFile::finish() {
  const int closed = ::gzclose(static_cast<gzFile>(std::exchange(gzip_, nullptr)));
  if (closed != Z_OK || ::fsync(descriptor_) != 0) return failure("the file cannot be written");
  const off_t size = ::lseek(descriptor_, 0, SEEK_END);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failure("the file cannot be put into place");
  temporary_.clear();
  const std::string parent = std::filesystem::path(path_).parent_path().string();
  const int directory = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0 || ::fsync(directory) != 0) {
    const Status status = failure("the directory cannot be flushed");
    if (directory >= 0) ::close(directory);
    return status;
  }
  ::close(directory);
  return static_cast<uint64_t>(size);
}

}  // namespace nearshelf::server
