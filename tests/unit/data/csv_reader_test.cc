#include "server_sync/data/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/data/inputs.h"

namespace nearshelf::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::lines_of;

using Record = std::vector<std::string>;

struct Outcome {
  std::vector<Record> records;
  std::vector<uint64_t> lines;
  Status status;
};

Outcome read(const std::string& text, char delimiter = ',', size_t piece = 5) {
  LineReader lines = lines_of(text, piece);
  CsvReader csv(lines, delimiter);
  Outcome outcome;
  while (csv.next()) {
    outcome.records.emplace_back(csv.fields().begin(), csv.fields().end());
    outcome.lines.push_back(csv.line_number());
  }
  outcome.status = csv.status();
  return outcome;
}

TEST(CsvReader, SplitsAtTheDelimiter) {
  const Outcome outcome = read("a,b,c\n1,,3\r\n,,\n");
  ASSERT_TRUE(outcome.status.ok());
  EXPECT_THAT(outcome.records, ElementsAre(Record{"a", "b", "c"}, Record{"1", "", "3"}, Record{"", "", ""}));
  EXPECT_THAT(read("a\tb,c\n", '\t').records, ElementsAre(Record{"a", "b,c"}));
}

TEST(CsvReader, UnderstandsQuotedFields) {
  const Outcome outcome = read("id,title\n1,\"a, b\"\n2,\"say \"\"hi\"\"\"\n\"\"\"3\"\"\",\"\"\n");
  ASSERT_TRUE(outcome.status.ok()) << outcome.status.to_string();
  EXPECT_THAT(outcome.records,
              ElementsAre(Record{"id", "title"}, Record{"1", "a, b"}, Record{"2", "say \"hi\""}, Record{"\"3\"", ""}));
}

TEST(CsvReader, AQuoteInsideAnUnquotedFieldIsACharacter) {
  EXPECT_THAT(read("1,24\" monitor,\"x\"\n").records, ElementsAre(Record{"1", "24\" monitor", "x"}));
}

TEST(CsvReader, AQuotedFieldMayHoldLineEndsAndTheRecordHasItsFirstLinesNumber) {
  const Outcome outcome = read("a,b\n\n1,\"x\ny\r\n\nz\"\n2,w\n");
  ASSERT_TRUE(outcome.status.ok());
  EXPECT_THAT(outcome.records, ElementsAre(Record{"a", "b"}, Record{"1", "x\ny\n\nz"}, Record{"2", "w"}));
  EXPECT_THAT(outcome.lines, ElementsAre(1, 3, 7));
}

TEST(CsvReader, AnOpenQuoteNamesTheLineWhereItIsOpened) {
  const Outcome outcome = read("a,b\n1,2\n3,\"open\n4,5\n6,7\n");
  EXPECT_EQ(outcome.records.size(), 2u);
  EXPECT_EQ(outcome.status.code(), Code::kInvalidArgument);
  EXPECT_EQ(outcome.status.place(), "test.csv:3");
  EXPECT_THAT(outcome.status.message(), HasSubstr("never closed"));
}

TEST(CsvReader, AnOpenQuoteInALargeFileStopsAtTheLimit) {
  std::string text = "a,b\n1,\"open\n";
  for (int i = 0; i < 100'000; ++i) text += "text without any quotes\n";
  const Outcome outcome = read(text, ',', 100'000);
  EXPECT_EQ(outcome.status.code(), Code::kLimit);
  EXPECT_EQ(outcome.status.place(), "test.csv:2");
}

TEST(CsvReader, TextAfterAClosingQuoteIsRefused) {
  const Outcome outcome = read("a,b\n\"x\"y,2\n");
  EXPECT_EQ(outcome.status.place(), "test.csv:2");
  EXPECT_THAT(outcome.status.message(), HasSubstr("field 1 has text after its closing double quote"));
}

TEST(CsvReader, AnotherNumberOfFieldsIsRefused) {
  const Outcome outcome = read("a,b,c\n1,2,3\n1,2\n");
  EXPECT_EQ(outcome.status.place(), "test.csv:3");
  EXPECT_THAT(outcome.status.message(), HasSubstr("2 fields, the first line has 3"));
  EXPECT_THAT(read("a,b\n1,2,3\n").status.message(), HasSubstr("3 fields, the first line has 2"));
}

std::string in_quotes(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

TEST(CsvReader, WhatIsWrittenByTheRulesIsReadBack) {
  std::mt19937 engine(11);
  const std::string alphabet = "ab,;\"\n \t1";
  for (int round = 0; round < 300; ++round) {
    const size_t columns = 1 + engine() % 4;
    std::vector<Record> written;
    std::vector<uint64_t> line_numbers;
    std::string text;
    uint64_t line = 1;
    for (size_t r = 0; r < 1 + engine() % 6; ++r) {
      line_numbers.push_back(line);
      Record record;
      for (size_t c = 0; c < columns; ++c) {
        std::string field;
        for (size_t i = engine() % 6; i > 0; --i) field += alphabet[engine() % alphabet.size()];
        text += (c > 0 ? "," : "") + in_quotes(field);
        line += static_cast<uint64_t>(std::count(field.begin(), field.end(), '\n'));
        record.push_back(field);
      }
      text += '\n';
      ++line;
      written.push_back(record);
    }
    const Outcome outcome = read(text, ',', 1 + engine() % 9);
    ASSERT_TRUE(outcome.status.ok()) << outcome.status.to_string() << "\n" << text;
    EXPECT_EQ(outcome.records, written) << text;
    EXPECT_EQ(outcome.lines, line_numbers) << text;
  }
}

TEST(CsvReader, RandomBytesGiveRecordsOrAnErrorWithAPlace) {
  std::mt19937 engine(5);
  const std::string alphabet("a1,\t;\"\"\"\n\r \0\xff", 13);
  size_t refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = engine() % 60; i > 0; --i) text += alphabet[engine() % alphabet.size()];
    const Outcome outcome = read(text, ',', 1 + engine() % 9);
    const auto line_count = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (size_t i = 0; i < outcome.records.size(); ++i) {
      EXPECT_EQ(outcome.records[i].size(), outcome.records[0].size());
      EXPECT_LE(outcome.lines[i], line_count);
    }
    if (outcome.status.ok()) continue;
    ++refused;
    ASSERT_EQ(outcome.status.place().rfind("test.csv:", 0), 0u) << outcome.status.to_string();
    const uint64_t line = std::stoull(outcome.status.place().substr(9));
    EXPECT_GE(line, 1u);
    EXPECT_LE(line, line_count);
  }
  EXPECT_GT(refused, 300u) << "the alphabet should make many bad files";
}

}  // namespace
}  // namespace nearshelf::data
