// Writes batches.json: see README.md.
#include <sodium.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/server/ingest/body_hash.h"
#include "server_sync/server/ingest/pepper.h"
#include "tests/support/sample_batches.h"

namespace {

using namespace nearshelf;  // NOLINT: one file, one subject
using Json = nlohmann::ordered_json;
using protocol::Format;

std::string base64(const std::string& bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), kVariant);
  text.resize(text.find('\0'));
  return text;
}

Json vector_of(const testing::SampleBatch& sample) {
  const server::Pepper pepper(protocol::Bytes32{});
  const std::string json = encode_batch(Format::kJson, sample.batch);
  const std::string flat = encode_batch(Format::kFlatBuffers, sample.batch);
  const auto decoded = decode_batch(Format::kFlatBuffers, flat);
  Json vector = {{"name", sample.name},          {"json", Json::parse(json)},
                 {"flatbuffers", base64(flat)},  {"rejections", decoded->rejections},
                 {"body_hashes", Json::array()}, {"receipt_hashes", Json::array()}};
  for (size_t i = 0; i < decoded->rejections.size(); ++i) {
    std::string hash;
    if (decoded->rejections[i].empty()) {
      const protocol::Event& event = decoded->batch.events[i];
      const auto pseudonym = pepper.apply("shop", decoded->batch.pseudonyms[event.pseudonym]);
      hash = protocol::to_hex(server::body_hash(event, pseudonym));
    }
    vector["body_hashes"].push_back(hash);
  }
  for (const protocol::Receipt& receipt : sample.batch.receipts) {
    vector["receipt_hashes"].push_back(protocol::to_hex(protocol::receipt_hash(receipt)));
  }
  return vector;
}

Json refusal(const std::string& name, Format format, const std::string& body) {
  const Status status = decode_batch(format, body).status();
  Json refused = {{"name", name}};
  if (format == Format::kJson) {
    refused["json"] = body;
  } else {
    refused["flatbuffers"] = base64(body);
  }
  refused["code"] = code_name(status.code());
  refused["place"] = status.place();
  return refused;
}

Json refusals() {
  const testing::SampleBatch sample = testing::sample_batches()[1];
  const std::string json = encode_batch(Format::kJson, sample.batch);
  const auto changed = [&](const std::string& name, auto change) {
    Json tree = Json::parse(json);
    change(tree);
    return refusal(name, Format::kJson, tree.dump());
  };
  const std::string flat = encode_batch(Format::kFlatBuffers, sample.batch);
  protocol::Batch crowded = sample.batch;
  crowded.receipts[0].policy_version.clear();
  return {refusal("ends early", Format::kJson, json.substr(0, 50)),
          refusal("something behind it", Format::kJson, json + "1"),
          refusal("a member twice", Format::kJson, R"({"sent_at_ms":1,"sent_at_ms":1})"),
          refusal("levels without end", Format::kJson, std::string(100, '[')),
          changed("a member that is none", [](Json& j) { j["device"] = "x"; }),
          changed("no time of sending", [](Json& j) { j.erase("sent_at_ms"); }),
          changed("a fraction", [](Json& j) { j["dropped"] = 1.5; }),
          changed("half a pseudonym", [](Json& j) { j["pseudonyms"][1] = "00"; }),
          changed("a purpose that is none", [](Json& j) { j["receipts"][0]["granted"] = {"marketing"}; }),
          refusal("a receipt without policy", Format::kFlatBuffers, encode_batch(Format::kFlatBuffers, crowded)),
          refusal("cut off", Format::kFlatBuffers, flat.substr(0, flat.size() / 2)),
          refusal("another identifier", Format::kFlatBuffers, flat.substr(0, 4) + "NSHM" + flat.substr(8)),
          refusal("nothing", Format::kFlatBuffers, "")};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  Json vectors = {{"batches", Json::array()}, {"refused", refusals()}};
  for (const auto& sample : testing::sample_batches()) vectors["batches"].push_back(vector_of(sample));
  std::ofstream file(argv[1], std::ios::binary);
  file << vectors.dump(1) << "\n";
  return file.flush() ? 0 : 1;
}
