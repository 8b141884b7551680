// Records of a delimited file (RFC 4180).
#ifndef NEARSHELF_SERVER_SYNC_DATA_CSV_READER_H_
#define NEARSHELF_SERVER_SYNC_DATA_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/line_reader.h"

namespace nearshelf::data {

// A field that starts with a double quote is quoted: it may hold delimiters, line ends (given back as \n) and doubled
// quotes. A quote inside an unquoted field is an ordinary character, as in a title like: 24" monitor. Empty lines are
// skipped. Every record has as many fields as the first.
class CsvReader {
 public:
  // `lines` must outlive the reader.
  CsvReader(LineReader& lines, char delimiter) : lines_(lines), delimiter_(delimiter) {}

  // Reads the next record. False at the end and on an error; status() tells which.
  bool next();

  // The fields of the record, valid until the next call.
  std::span<const std::string_view> fields() const { return fields_; }
  // Number of the record's first line.
  uint64_t line_number() const { return line_number_; }
  std::string place() const { return lines_.place_of(line_number_); }

  // Errors, with file:line: those of LineReader; kInvalidArgument for a quote that is not closed, text after a closing
  // quote, or another number of fields than in the first record; kLimit for a record above kMaxLineBytes.
  const Status& status() const { return status_; }

 private:
  bool split(std::string_view record);
  bool split_quoted(std::string_view record, size_t& at);
  bool read_quoted_record(std::string_view& record);
  bool check_field_count();
  bool fail(Status status);

  LineReader& lines_;
  const char delimiter_;
  std::vector<std::string_view> fields_;
  std::string joined_;     // a record that spans lines
  std::string unescaped_;  // fields with doubled quotes; reserved ahead so that views into it stay valid
  uint64_t line_number_ = 0;
  size_t field_count_ = 0;  // of the first record; 0 = not known yet
  Status status_;
};

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_CSV_READER_H_
