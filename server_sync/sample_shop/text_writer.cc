#include "server_sync/sample_shop/text_writer.h"

#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace nearshelf::sample_shop {

TextWriter::TextWriter(std::string path) : path_(std::move(path)), temporary_(path_ + ".tmp") {
  errno = 0;
  // Mode T writes plain text through the same functions.
  file_ = gzopen(temporary_.c_str(), path_.ends_with(".gz") ? "wb6" : "wbT");
  if (file_ == nullptr) fail("cannot be created");
}

TextWriter::~TextWriter() {
  if (file_ == nullptr) return;
  gzclose(file_);
  std::remove(temporary_.c_str());
}

void TextWriter::fail(const char* what) {
  const Code code = errno == ENOSPC || errno == EDQUOT ? Code::kNoSpace : Code::kIo;
  status_ = Status(code, std::string(what) + ": " + std::strerror(errno), path_);
}

void TextWriter::write(std::string_view text) {
  if (!status_.ok() || text.empty()) return;
  if (gzwrite(file_, text.data(), static_cast<unsigned>(text.size())) <= 0) fail("cannot be written");
}

Status TextWriter::finish() {
  if (file_ == nullptr) return status_;
  const bool closed = gzclose(file_) == Z_OK;
  file_ = nullptr;
  if (status_.ok() && !closed) fail("cannot be written");
  if (status_.ok() && std::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be put in place");
  if (!status_.ok()) std::remove(temporary_.c_str());
  return status_;
}

}  // namespace nearshelf::sample_shop
