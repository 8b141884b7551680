#include "server_sync/data/csv_reader.h"

#include <utility>

namespace nearshelf::data {
namespace {

// Whether a quoted field is still open at the end of `record`.
bool has_open_quote(std::string_view record, char delimiter) {
  size_t at = 0;
  while (at < record.size()) {
    if (record[at] == '"') {
      for (++at; at < record.size(); ++at) {
        if (record[at] != '"') continue;
        if (at + 1 < record.size() && record[at + 1] == '"') {
          ++at;
          continue;
        }
        break;
      }
      if (at >= record.size()) return true;
    }
    at = record.find(delimiter, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return false;
}

}  // namespace

bool CsvReader::fail(Status status) {
  status_ = std::move(status);
  fields_.clear();
  return false;
}

bool CsvReader::next() {
  if (!status_.ok()) return false;
  std::string_view record;
  do {
    if (!lines_.next(record)) {
      fields_.clear();
      status_ = lines_.status();
      return false;
    }
  } while (record.empty());
  line_number_ = lines_.line_number();
  if (record.find('"') != std::string_view::npos && !read_quoted_record(record)) return false;
  return split(record) && check_field_count();
}

// Joins further lines to the record until its quotes are closed.
bool CsvReader::read_quoted_record(std::string_view& record) {
  if (!has_open_quote(record, delimiter_)) return true;
  joined_.assign(record);
  while (true) {
    std::string_view line;
    if (!lines_.next(line)) {
      if (!lines_.status().ok()) return fail(lines_.status());
      return fail(invalid_argument("a double quote is opened in this record and never closed", place()));
    }
    joined_ += '\n';
    joined_ += line;
    if (joined_.size() > kMaxLineBytes) {
      return fail(
          Status(Code::kLimit, "a quoted record is longer than 1 MiB; is a closing double quote missing?", place()));
    }
    // A line without a quote cannot close anything, so a long quoted text is not searched again for each line.
    if (line.find('"') == std::string_view::npos || has_open_quote(joined_, delimiter_)) continue;
    record = joined_;
    return true;
  }
}

bool CsvReader::split(std::string_view record) {
  fields_.clear();
  unescaped_.clear();
  unescaped_.reserve(record.size());
  size_t at = 0;
  while (true) {
    if (at < record.size() && record[at] == '"') {
      if (!split_quoted(record, at)) return false;
      if (at == record.size()) return true;
    } else {
      const size_t end = record.find(delimiter_, at);
      fields_.push_back(record.substr(at, end - at));
      if (end == std::string_view::npos) return true;
      at = end;
    }
    ++at;  // the delimiter
  }
}

// Takes the quoted field that starts at `at`, and leaves `at` on the delimiter after it or at the end.
bool CsvReader::split_quoted(std::string_view record, size_t& at) {
  const size_t begin = at + 1;
  const size_t unescaped_begin = unescaped_.size();
  bool escaped = false;
  size_t copied = begin;
  for (at = begin; at < record.size(); ++at) {
    if (record[at] != '"') continue;
    if (at + 1 >= record.size() || record[at + 1] != '"') break;
    escaped = true;
    unescaped_.append(record, copied, at + 1 - copied);
    copied = ++at + 1;
  }
  if (escaped) {
    unescaped_.append(record, copied, at - copied);
    fields_.push_back(std::string_view(unescaped_).substr(unescaped_begin));
  } else {
    fields_.push_back(record.substr(begin, at - begin));
  }
  ++at;  // the closing quote
  if (at == record.size() || record[at] == delimiter_) return true;
  return fail(invalid_argument(
      "field " + std::to_string(fields_.size()) + " has text after its closing double quote; quotes inside are doubled",
      place()));
}

bool CsvReader::check_field_count() {
  if (field_count_ == 0) field_count_ = fields_.size();
  if (fields_.size() == field_count_) return true;
  return fail(invalid_argument(
      "the line has " + std::to_string(fields_.size()) + " fields, the first line has " + std::to_string(field_count_),
      place()));
}

}  // namespace nearshelf::data
