// Lines of an input with their numbers; text that cannot be what it claims to be is refused.
#ifndef NEARSHELF_SERVER_SYNC_DATA_LINE_READER_H_
#define NEARSHELF_SERVER_SYNC_DATA_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/byte_source.h"

namespace nearshelf::data {

// The longest line, and the longest quoted record, that is read: 1 MiB. Anything longer is not a session or an event.
inline constexpr size_t kMaxLineBytes = size_t{1} << 20;

// Reads LF and CRLF lines; a byte order mark at the start is skipped. Threads: one at a time.
class LineReader {
 public:
  explicit LineReader(std::unique_ptr<ByteSource> source);

  // The next line without its end, valid until the next call. False at the end and on an error; status() tells which.
  bool next(std::string_view& line);
  // Shows the line that next() would give. False as for next().
  bool peek(std::string_view& line);

  // Number of the line that next() gave last; the first is 1.
  uint64_t line_number() const { return line_number_; }
  // "clicks.csv:17", for the line that next() gave last.
  std::string place() const { return place_of(line_number_); }
  std::string place_of(uint64_t line) const { return source_->name() + ":" + std::to_string(line); }
  const std::string& name() const { return source_->name(); }

  // Errors, with file:line: those of ByteSource::read; kInvalidArgument for a NUL byte or a UTF-16 file; kLimit for a
  // line above kMaxLineBytes.
  const Status& status() const { return status_; }

 private:
  bool find_line_end(size_t& end);
  bool read_more();
  bool fail(Status status);

  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool at_end_ = false;
  bool started_ = false;
  uint64_t line_number_ = 0;
  Status status_;
};

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_LINE_READER_H_
