#include "server_sync/protocol/reply.h"

#include <gtest/gtest.h>

#include "sdk/schema/events_generated.h"

namespace nearshelf::protocol {
namespace {

namespace fbs = schema::sync;

const std::vector<EventOutcome>& every_verdict() {
  static const std::vector<EventOutcome> kOutcomes = {
      {Verdict::kStored, ""},          {Verdict::kDuplicate, ""},
      {Verdict::kQuarantined, "rate"}, {Verdict::kConflict, "another event"},
      {Verdict::kRejected, "event.x"}, {Verdict::kNoConsent, "receipt.time"},
      {Verdict::kErased, "erased"},
  };
  return kOutcomes;
}

void expect_every_verdict(const Result<std::vector<EventOutcome>>& decoded) {
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  ASSERT_EQ(decoded->size(), every_verdict().size());
  for (size_t i = 0; i < decoded->size(); ++i) {
    EXPECT_EQ((*decoded)[i].verdict, every_verdict()[i].verdict);
    EXPECT_EQ((*decoded)[i].reason, every_verdict()[i].reason);
  }
}

TEST(ReplyFlatBuffers, EveryVerdictGoesThereAndBack) {
  const std::string body = encode_reply_flatbuffers(every_verdict());
  expect_every_verdict(decode_reply_flatbuffers(body));
  const auto* reply = flatbuffers::GetRoot<fbs::Reply>(body.data());
  EXPECT_EQ(reply->remarks()->size(), 5u) << "stored and duplicate have none";
  EXPECT_EQ(reply->remarks()->Get(0)->event(), 2u);
}

TEST(ReplyJson, EveryVerdictGoesThereAndBack) {
  expect_every_verdict(decode_reply_json(encode_reply_json(every_verdict())));
  EXPECT_EQ(encode_reply_json(std::span(every_verdict()).subspan(1, 2)),
            R"({"remarks":[{"event":1,"reason":"rate"}],"verdicts":["duplicate","quarantined"]})");
}

TEST(Reply, OfNothingIsEmpty) {
  EXPECT_TRUE(decode_reply_flatbuffers(encode_reply_flatbuffers({}))->empty());
  EXPECT_TRUE(decode_reply_json(encode_reply_json({}))->empty());
}

TEST(Reply, WhatIsNoneIsCorrupt) {
  EXPECT_EQ(decode_reply_flatbuffers("").status().code(), Code::kCorrupt);
  EXPECT_EQ(decode_reply_flatbuffers("not a reply at all").status().code(), Code::kCorrupt);
  for (const char* body :
       {"", "{}", R"({"verdicts":["well"],"remarks":[]})", R"({"verdicts":[1],"remarks":[]})",
        R"({"verdicts":["stored"],"remarks":[{"event":1,"reason":"x"}]})",
        R"({"verdicts":["stored"],"remarks":[{"event":0}]})", R"({"verdicts":["stored"],"remarks":[7]})"}) {
    EXPECT_EQ(decode_reply_json(body).status().code(), Code::kCorrupt) << body;
  }
}

TEST(Reply, AVerdictOfTheFutureIsNotTakenForAnother) {
  flatbuffers::FlatBufferBuilder builder;
  const auto verdicts = builder.CreateVector(std::vector<uint8_t>{7});
  builder.Finish(fbs::CreateReply(builder, verdicts));
  const std::string_view body(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
  EXPECT_EQ(decode_reply_flatbuffers(body).status().place(), "verdicts");
}

}  // namespace
}  // namespace nearshelf::protocol
