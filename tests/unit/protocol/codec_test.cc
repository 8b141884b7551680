#include "server_sync/protocol/codec.h"

#include <gtest/gtest.h>

#include "server_sync/protocol/limits.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::protocol {
namespace {

TEST(Codec, FormatsHaveMediaTypes) {
  for (const Format format : {Format::kFlatBuffers, Format::kJson}) EXPECT_EQ(format_of(media_type(format)), format);
  EXPECT_EQ(format_of("Application/JSON ; charset=utf-8"), Format::kJson);
  EXPECT_EQ(format_of("application/vnd.nearshelf.events;v=1"), Format::kFlatBuffers);
  for (const char* type : {"", "text/json", "application/json5", "application/vnd.nearshelf.events2", " ;"}) {
    EXPECT_FALSE(format_of(type)) << type;
  }
}

TEST(Codec, EachFormatIsReadAsItself) {
  for (const Format format : {Format::kFlatBuffers, Format::kJson}) {
    const Format other = format == Format::kJson ? Format::kFlatBuffers : Format::kJson;
    const std::string body = encode_batch(format, sample_batch());
    const auto decoded = decode_batch(format, body);
    ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
    EXPECT_EQ(encode_batch(other, decoded->batch), encode_batch(other, sample_batch()));
    EXPECT_FALSE(decode_batch(other, body).ok());
  }
}

TEST(Codec, ABodyHasALimit) {
  const std::string batch = encode_batch(Format::kJson, sample_batch());
  const std::string largest = batch + std::string(kMaxBodyBytes - batch.size(), ' ');
  EXPECT_TRUE(decode_batch(Format::kJson, largest).ok());
  EXPECT_EQ(decode_batch(Format::kJson, largest + " ").status().code(), Code::kLimit);
}

TEST(Codec, RepliesGoThereAndBack) {
  const std::vector<EventOutcome> outcomes = {{Verdict::kStored, ""}, {Verdict::kRejected, "event.id: missing"}};
  for (const Format format : {Format::kFlatBuffers, Format::kJson}) {
    const auto decoded = decode_reply(format, encode_reply(format, outcomes));
    ASSERT_TRUE(decoded.ok());
    ASSERT_EQ(decoded->size(), 2u);
    EXPECT_EQ((*decoded)[1].reason, "event.id: missing");
  }
}

}  // namespace
}  // namespace nearshelf::protocol
