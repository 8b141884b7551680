// Writes the seeds of rights_json_fuzzer.
#include "server_sync/protocol/rights.h"
#include "tests/fuzz/write_seeds.h"
#include "tests/support/sample_batches.h"

int main(int argc, char** argv) {
  std::vector<std::string> seeds;
  for (const auto& sample : nearshelf::testing::sample_batches()) {
    const auto& pseudonyms = sample.batch.pseudonyms;
    seeds.push_back(nearshelf::protocol::encode_erase({"request-1", true, pseudonyms}));
    seeds.push_back(nearshelf::protocol::encode_erase({"request-2", false, pseudonyms}));
    seeds.push_back(nearshelf::protocol::encode_export({pseudonyms}));
  }
  return nearshelf::fuzz::write_seeds(argc, argv, seeds);
}
