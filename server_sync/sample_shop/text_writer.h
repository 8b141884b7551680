// Text files that appear whole or not at all.
#ifndef NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_TEXT_WRITER_H_
#define NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_TEXT_WRITER_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"

struct gzFile_s;

namespace nearshelf::sample_shop {

// Writes to `path`.tmp, packed with gzip when `path` ends in .gz; finish() puts it in place. Without finish() nothing
// remains. Errors are kept and told by finish().
class TextWriter {
 public:
  explicit TextWriter(std::string path);
  ~TextWriter();
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;

  void write(std::string_view text);
  // Errors: kIo, kNoSpace.
  Status finish();

 private:
  void fail(const char* what);

  const std::string path_;
  const std::string temporary_;
  gzFile_s* file_ = nullptr;
  Status status_;
};

}  // namespace nearshelf::sample_shop

#endif  // NEARSHELF_SERVER_SYNC_SAMPLE_SHOP_TEXT_WRITER_H_
