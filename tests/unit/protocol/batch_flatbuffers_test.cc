#include "server_sync/protocol/batch_flatbuffers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "sdk/schema/events_generated.h"
#include "server_sync/protocol/batch_json.h"
#include "server_sync/protocol/limits.h"
#include "tests/unit/protocol/sample_batch.h"

namespace nearshelf::protocol {
namespace {

namespace fbs = schema::sync;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// What a hand-made batch of generated objects is decoded to.
template <typename Change>
Result<DecodedBatch> decode_changed(Change change) {
  const std::string body = encode_batch_flatbuffers(sample_batch());
  const auto objects = fbs::UnPackBatch(body.data());
  change(*objects);
  flatbuffers::FlatBufferBuilder builder;
  fbs::FinishBatchBuffer(builder, fbs::CreateBatch(builder, objects.get()));
  return decode_batch_flatbuffers({reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()});
}

TEST(BatchFlatBuffers, EveryFieldGoesThereAndBack) {
  const Batch batch = sample_batch();
  const auto decoded = decode_batch_flatbuffers(encode_batch_flatbuffers(batch));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_THAT(decoded->rejections, ElementsAre("", "", ""));
  // JSON has every field, too, and is easier to read when they differ.
  EXPECT_EQ(encode_batch_json(decoded->batch), encode_batch_json(batch));
}

TEST(BatchFlatBuffers, DefaultsAreFieldsThatWereNotGiven) {
  const auto decoded = decode_batch_flatbuffers(encode_batch_flatbuffers(sample_batch()));
  ASSERT_TRUE(decoded.ok());
  const Event& purchase = decoded->batch.events[1];
  EXPECT_FALSE(purchase.dwell_ms || purchase.scroll_percent || purchase.rating);
  EXPECT_EQ(purchase.price, 0.0);
  EXPECT_EQ(purchase.quantity, 2);
}

TEST(BatchFlatBuffers, ABatchWithoutEventsIsOne) {
  const auto decoded = decode_batch_flatbuffers(encode_batch_flatbuffers(Batch()));
  ASSERT_TRUE(decoded.ok()) << decoded.status().to_string();
  EXPECT_THAT(decoded->batch.events, IsEmpty());
}

TEST(BatchFlatBuffers, WhatIsNoBatchIsRefused) {
  EXPECT_EQ(decode_batch_flatbuffers("").status().place(), "byte 4");
  EXPECT_EQ(decode_batch_flatbuffers("{\"events\":[]}").status().place(), "byte 4");
  const std::string body = encode_batch_flatbuffers(sample_batch());
  for (size_t size = 0; size < body.size(); size += 3) {
    const auto decoded = decode_batch_flatbuffers(body.substr(0, size));
    EXPECT_EQ(decoded.status().code(), Code::kInvalidArgument) << size;
  }
  std::string other = body;
  other.replace(4, 4, "NSHM");
  EXPECT_EQ(decode_batch_flatbuffers(other).status().place(), "byte 4");
  std::string far = body;
  far.replace(0, 4, "\xff\xff\xff\x7f");
  EXPECT_EQ(decode_batch_flatbuffers(far).status().place(), "body");
}

TEST(BatchFlatBuffers, BytesThatChangedNeverBreakTheReader) {
  const std::string body = encode_batch_flatbuffers(sample_batch());
  for (size_t i = 0; i < body.size(); ++i) {
    for (const char flip : {'\x01', '\x80', '\xff'}) {
      std::string changed = body;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      const auto decoded = decode_batch_flatbuffers(changed);
      if (decoded.ok()) {
        EXPECT_THAT(decoded->rejections, SizeIs(decoded->batch.events.size()));
      }
    }
  }
}

TEST(BatchFlatBuffers, AMisalignedBodyIsReadAllTheSame) {
  const std::string shifted = "x" + encode_batch_flatbuffers(sample_batch());
  EXPECT_TRUE(decode_batch_flatbuffers(std::string_view(shifted).substr(1)).ok());
}

TEST(BatchFlatBuffers, PartsOfTheBatchAreNamed) {
  const auto place = [](auto change) { return decode_changed(change).status().place(); };
  EXPECT_EQ(place([](fbs::BatchT& b) { b.pseudonyms[1]->bytes.resize(31); }), "pseudonyms[1]");
  EXPECT_EQ(place([](fbs::BatchT& b) { b.receipts[1]->policy_version.clear(); }), "receipts[1].policy_version");
  EXPECT_EQ(place([](fbs::BatchT& b) { b.receipts[0]->granted = 0x82; }), "receipts[0].granted");
  EXPECT_EQ(place([](fbs::BatchT& b) { b.sent_at_ms = -1; }), "sent_at_ms");
  EXPECT_EQ(place([](fbs::BatchT& b) { b.sdk = "\xff"; }), "sdk");
}

TEST(BatchFlatBuffers, ABadEventIsRejectedAlone) {
  const auto decoded = decode_changed([](fbs::BatchT& b) {
    b.events[0]->price = std::numeric_limits<double>::quiet_NaN();
    b.events[1]->dwell_ms = -2;
    b.events[2]->pseudonym = 2;
  });
  ASSERT_TRUE(decoded.ok());
  EXPECT_THAT(decoded->rejections, ElementsAre("event.price: not within 0 and 1e12",
                                               "event.dwell_ms: does not fit this kind of event; leave it out",
                                               "event.pseudonym: not below the number of pseudonyms"));
}

TEST(BatchFlatBuffers, OneEventMoreThanTheLimitIsSaidSo) {
  Batch batch = sample_batch();
  batch.events.assign(kMaxBatchEvents, sample_event("x"));
  const auto full = decode_batch_flatbuffers(encode_batch_flatbuffers(batch));
  ASSERT_TRUE(full.ok());
  EXPECT_THAT(full->rejections, Each(""));
  batch.events.push_back(sample_event("x"));
  const auto over = decode_batch_flatbuffers(encode_batch_flatbuffers(batch));
  EXPECT_EQ(over.status().code(), Code::kLimit);
  EXPECT_EQ(over.status().place(), "events");
}

TEST(BatchFlatBuffers, OneTableNamedOverAndOverIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  const auto event = fbs::CreateEvent(builder, builder.CreateString("a"));
  const std::vector<flatbuffers::Offset<fbs::Event>> many(60'000, event);
  const auto events = builder.CreateVector(many);
  const auto pseudonyms = builder.CreateVector(std::vector<flatbuffers::Offset<fbs::Pseudonym>>());
  const auto receipts = builder.CreateVector(std::vector<flatbuffers::Offset<fbs::Receipt>>());
  fbs::FinishBatchBuffer(builder, fbs::CreateBatch(builder, 0, 0, 0, 0, 0, pseudonyms, receipts, events));
  const std::string_view body(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
  EXPECT_LT(body.size(), kMaxBodyBytes);
  EXPECT_EQ(decode_batch_flatbuffers(body).status().place(), "body");
}

}  // namespace
}  // namespace nearshelf::protocol
