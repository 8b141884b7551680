#include "server_sync/server/http/content_decoder.h"

#include <gtest/gtest.h>

#include "server_sync/server/http/content_encoder.h"

namespace nearshelf::server {
namespace {

constexpr ContentCoding kAll[] = {ContentCoding::kIdentity, ContentCoding::kGzip, ContentCoding::kBrotli};
constexpr ContentCoding kCompressed[] = {ContentCoding::kGzip, ContentCoding::kBrotli};

std::string encoded(ContentCoding coding, std::string_view text) {
  std::string result;
  EXPECT_TRUE(ContentEncoder::make(coding)->push(text, true, result).ok());
  return result;
}

// Fed in pieces of this size.
Status decode(ContentCoding coding, std::string_view input, size_t piece, size_t limit, std::string& output) {
  const std::unique_ptr<ContentDecoder> decoder = ContentDecoder::make(coding, limit);
  while (!input.empty()) {
    NEARSHELF_RETURN_IF_ERROR(decoder->push(input.substr(0, piece), output));
    input.remove_prefix(std::min(piece, input.size()));
  }
  return decoder->finish();
}

TEST(ContentDecoder, GivesBackWhatWasEncodedHoweverItIsCut) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * i);
  for (const ContentCoding coding : kAll) {
    for (const size_t piece : {size_t{1}, size_t{100}, size_t{1'000'000}}) {
      std::string output;
      const Status decoded = decode(coding, encoded(coding, text), piece, text.size(), output);
      EXPECT_TRUE(decoded.ok()) << decoded.to_string();
      EXPECT_EQ(output, text);
    }
  }
}

TEST(ContentDecoder, StopsAtItsLimitAndNotAfterIt) {
  const std::string text(10 * 1024 * 1024, 'a');
  for (const ContentCoding coding : kAll) {
    std::string output;
    EXPECT_EQ(decode(coding, encoded(coding, text), 1000, 5000, output).code(), Code::kLimit);
    EXPECT_LE(output.size(), 5000u);
    EXPECT_LE(output.capacity(), 64u * 1024);
    output.clear();
    const std::string just(5000, 'a');
    EXPECT_TRUE(decode(coding, encoded(coding, just), 1000, 5000, output).ok());
  }
}

TEST(ContentDecoder, RefusesWhatIsBrokenShortOrLonger) {
  const std::string text(1000, 'a');
  for (const ContentCoding coding : kCompressed) {
    const std::string good = encoded(coding, text);
    std::string output;
    EXPECT_EQ(decode(coding, good.substr(0, good.size() - 1), 100, 5000, output).code(), Code::kCorrupt);
    output.clear();
    EXPECT_EQ(decode(coding, "", 100, 5000, output).code(), Code::kCorrupt);
    EXPECT_EQ(decode(coding, good + "x", 100, 5000, output).code(), Code::kCorrupt);
    output.clear();
    EXPECT_EQ(decode(coding, "\xff\xff\xff\xff no such thing", 100, 5000, output).code(), Code::kCorrupt);
  }
}

}  // namespace
}  // namespace nearshelf::server
