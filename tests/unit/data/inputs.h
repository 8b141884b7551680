// Inputs made in memory or in a directory of the test's own.
#ifndef NEARSHELF_TESTS_UNIT_DATA_INPUTS_H_
#define NEARSHELF_TESTS_UNIT_DATA_INPUTS_H_

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "server_sync/data/byte_source.h"
#include "server_sync/data/line_reader.h"

namespace nearshelf::data::testing {

// Gives `text` in pieces of at most `piece` bytes, so that a reader meets every boundary.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text, size_t piece = 7)
      : ByteSource("test.csv"), text_(std::move(text)), piece_(piece) {}
  Result<size_t> read(std::span<char> buffer) override {
    const size_t count = std::min({piece_, buffer.size(), text_.size() - at_});
    std::memcpy(buffer.data(), text_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  const std::string text_;
  const size_t piece_;
  size_t at_ = 0;
};

inline LineReader lines_of(std::string text, size_t piece = 7) {
  return LineReader(std::make_unique<TextSource>(std::move(text), piece));
}

// One gzip member.
inline std::string gzip(const std::string& text) {
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace nearshelf::data::testing

#endif  // NEARSHELF_TESTS_UNIT_DATA_INPUTS_H_
