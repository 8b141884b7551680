// Batches that between them have every field, kind, purpose and kind of fault: seeds of the fuzzers, golden vectors.
#ifndef NEARSHELF_TESTS_SUPPORT_SAMPLE_BATCHES_H_
#define NEARSHELF_TESTS_SUPPORT_SAMPLE_BATCHES_H_

#include <string>
#include <vector>

#include "server_sync/protocol/batch.h"

namespace nearshelf::testing {

struct SampleBatch {
  std::string name;
  protocol::Batch batch;
};

std::vector<SampleBatch> sample_batches();

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_SAMPLE_BATCHES_H_
