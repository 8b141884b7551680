#include "server_sync/data/line_reader.h"

#include <cstring>
#include <utility>

namespace nearshelf::data {
namespace {

constexpr size_t kReadBytes = 128 << 10;

bool is_utf16_mark(std::string_view head) { return head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"); }

}  // namespace

LineReader::LineReader(std::unique_ptr<ByteSource> source) : source_(std::move(source)), buffer_(2 * kReadBytes) {}

bool LineReader::fail(Status status) {
  status_ = std::move(status).at(place_of(line_number_ + 1));
  begin_ = end_ = 0;
  at_end_ = true;
  return false;
}

bool LineReader::read_more() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kReadBytes) buffer_.resize(buffer_.size() + kReadBytes);
  Result<size_t> count = source_->read(std::span(buffer_).subspan(end_));
  if (!count.ok()) return fail(count.status());
  end_ += *count;
  at_end_ = *count == 0;
  return true;
}

// Sets `end` to the place of the newline, or to end_ for a last line without one.
bool LineReader::find_line_end(size_t& end) {
  if (!started_) {
    started_ = true;
    while (!at_end_ && end_ < 3) {
      if (!read_more()) return false;
    }
    const std::string_view head(buffer_.data(), end_);
    if (is_utf16_mark(head)) return fail(invalid_argument("the text is UTF-16; save it as UTF-8"));
    if (head.starts_with("\xef\xbb\xbf")) begin_ = 3;
  }
  size_t searched = 0;  // counted from begin_, which read_more() moves
  while (true) {
    const void* newline = nullptr;
    if (end_ > begin_ + searched)
      newline = std::memchr(buffer_.data() + begin_ + searched, '\n', end_ - begin_ - searched);
    if (newline != nullptr) {
      end = static_cast<size_t>(static_cast<const char*>(newline) - buffer_.data());
      break;
    }
    searched = end_ - begin_;
    end = end_;
    if (at_end_ || searched > kMaxLineBytes) break;
    if (!read_more()) return false;
  }
  if (end - begin_ > kMaxLineBytes) {
    return fail(Status(Code::kLimit, "the line is longer than 1 MiB; is this a text file of sessions or events?"));
  }
  return end > begin_ || end < end_;
}

bool LineReader::peek(std::string_view& line) {
  size_t end = 0;
  if (!status_.ok() || !find_line_end(end)) return false;
  line = std::string_view(buffer_.data() + begin_, end - begin_);
  if (line.find('\0') != std::string_view::npos) {
    return fail(invalid_argument("the line has a NUL byte; this is not a text file"));
  }
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

bool LineReader::next(std::string_view& line) {
  if (!peek(line)) return false;
  const size_t end = static_cast<size_t>(line.data() - buffer_.data()) + line.size();
  begin_ = end < end_ && buffer_[end] == '\r' ? end + 1 : end;
  if (begin_ < end_) ++begin_;  // the newline
  ++line_number_;
  return true;
}

}  // namespace nearshelf::data
