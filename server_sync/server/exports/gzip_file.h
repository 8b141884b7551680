// A gzip file that is whole or not there: written beside its path, flushed to the disk and renamed into place.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_GZIP_FILE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_GZIP_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::server {

class GzipFile {
 public:
  // Only its owner may read it. Errors: kIo, kNoSpace; the place is the path.
  static Result<std::unique_ptr<GzipFile>> create(const std::string& path);
  GzipFile(const GzipFile&) = delete;
  GzipFile& operator=(const GzipFile&) = delete;
  // Without finish() nothing is left.
  ~GzipFile();

  Status write(std::string_view text);
  // The size of the file.
  Result<uint64_t> finish();

 private:
  GzipFile(std::string path, std::string temporary) : path_(std::move(path)), temporary_(std::move(temporary)) {}
  Status failure(std::string_view what) const;

  std::string path_;
  std::string temporary_;
  int descriptor_ = -1;
  void* gzip_ = nullptr;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_GZIP_FILE_H_
