// Any bytes given to the server as a FlatBuffers batch.
#include "tests/fuzz/batch_fuzzer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  nearshelf::fuzz::check_batch(nearshelf::protocol::Format::kFlatBuffers, data, size);
  return 0;
}
