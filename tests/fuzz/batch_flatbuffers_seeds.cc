// Writes the seeds of batch_flatbuffers_fuzzer.
#include "server_sync/protocol/codec.h"
#include "tests/fuzz/write_seeds.h"
#include "tests/support/sample_batches.h"

int main(int argc, char** argv) {
  std::vector<std::string> seeds;
  for (const auto& sample : nearshelf::testing::sample_batches()) {
    seeds.push_back(encode_batch(nearshelf::protocol::Format::kFlatBuffers, sample.batch));
  }
  return nearshelf::fuzz::write_seeds(argc, argv, seeds);
}
