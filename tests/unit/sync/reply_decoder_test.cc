#include "sdk/sync/reply_decoder.h"

#include <gtest/gtest.h>

#include <random>

#include "sdk/schema/events_generated.h"
#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

namespace wire = schema::sync;

std::vector<uint8_t> encode(const std::vector<uint8_t>& verdicts, const std::vector<Remark>& remarks = {}) {
  flatbuffers::FlatBufferBuilder builder;
  std::vector<flatbuffers::Offset<wire::Remark>> offsets;
  for (const Remark& remark : remarks) {
    offsets.push_back(wire::CreateRemark(builder, remark.event, builder.CreateString(remark.reason)));
  }
  const auto vector = builder.CreateVector(offsets);
  builder.Finish(wire::CreateReply(builder, builder.CreateVector(verdicts), vector));
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

TEST(ReplyDecoder, VerdictsAndRemarksComeBack) {
  const auto reply = decode_reply(encode({0, 1, 4}, {{2, "event.price: below 0"}}), 3);
  ASSERT_TRUE(reply.ok()) << reply.status().to_string();
  EXPECT_EQ(reply->verdicts, (std::vector<uint8_t>{0, 1, 4}));
  ASSERT_EQ(reply->remarks.size(), 1u);
  EXPECT_EQ(reply->remarks[0].event, 2u);
  EXPECT_EQ(reply->remarks[0].reason, "event.price: below 0");
}

TEST(ReplyDecoder, AVerdictOfALaterVersionIsFinalToo) { EXPECT_TRUE(decode_reply(encode({77}), 1).ok()); }

TEST(ReplyDecoder, ARemarkOnEveryEventIsRead) {
  const std::vector<Remark> remarks(kMaxBatchEvents, {0, "time.too_old"});
  EXPECT_TRUE(decode_reply(encode(std::vector<uint8_t>(kMaxBatchEvents, 2), remarks), kMaxBatchEvents).ok());
}

TEST(ReplyDecoder, AnythingButOneVerdictAnEventIsRefused) {
  EXPECT_EQ(decode_reply(encode({0, 0}), 3).status().code(), Code::kCorrupt);
  EXPECT_EQ(decode_reply(encode({0, 0, 0, 0}), 3).status().code(), Code::kCorrupt);
  EXPECT_EQ(decode_reply(encode({}), 3).status().code(), Code::kCorrupt);
  EXPECT_EQ(decode_reply(encode({0}, {{1, "rate"}}), 1).status().place(), "reply.remarks");
}

TEST(ReplyDecoder, WhatIsNoReplyIsRefused) {
  const std::string page = "<html><body>Please log in</body></html>";
  EXPECT_FALSE(decode_reply({}, 1).ok());
  EXPECT_FALSE(decode_reply({reinterpret_cast<const uint8_t*>(page.data()), page.size()}, 1).ok());
  EXPECT_FALSE(decode_reply(std::vector<uint8_t>(64, 0), 1).ok());
  EXPECT_FALSE(decode_reply(std::vector<uint8_t>(kMaxReplyBytes + 1, 0), 1).ok());
}

TEST(ReplyDecoder, ATornReplyIsNeverRead) {
  const auto whole = encode({0, 1, 2, 3}, {{1, "rate"}, {3, "robot"}});
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto reply = decode_reply(std::span(whole).first(size), 4);
    // A cut within the padding at the end loses nothing.
    if (!reply.ok()) continue;
    EXPECT_EQ(reply->verdicts, (std::vector<uint8_t>{0, 1, 2, 3})) << size;
  }
  EXPECT_FALSE(decode_reply(std::span(whole).first(whole.size() / 2), 4).ok());
}

TEST(ReplyDecoder, AnyPlaceInMemoryWillDo) {
  auto bytes = encode({0, 0}, {{1, "rate"}});
  bytes.insert(bytes.begin(), 3, 0);
  EXPECT_TRUE(decode_reply(std::span<const uint8_t>(bytes).subspan(3), 2).ok());
}

}  // namespace
}  // namespace nearshelf::sync
