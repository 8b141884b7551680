// A small, valid, made-up model for tests: the same options give the same bytes on every platform.
#ifndef NEARSHELF_TESTS_SUPPORT_TEST_MODEL_H_
#define NEARSHELF_TESTS_SUPPORT_TEST_MODEL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sdk/model/aligned_bytes.h"
#include "sdk/model/model.h"
#include "sdk/schema/model_generated.h"

namespace nearshelf::testing {

struct TestModelOptions {
  uint64_t seed = 1;
  uint32_t item_count = 120;
  bool text_ids = false;        // "sku-0007" instead of the numbers 10, 13, 16...
  bool with_attributes = true;  // categories, brands, prices, titles, urls, images; some unknown
  bool with_gru = true;
  uint32_t dim = 32;
  uint32_t hidden_size = 32;
  bool with_query_layer = true;  // must be true when hidden_size != dim
  bool normalize_query = false;
  float logit_scale = 1.0f;
  bool with_output_bias = true;
  bool with_neighbors = true;
  // Dense items, oldest session first, at most 255 each; empty = 200 random sessions. Also what the priors count.
  std::vector<std::vector<uint32_t>> sessions;
  bool with_priors = true;
  std::vector<std::pair<std::string, float>> blend;
  std::string model_id = "test-model";
  uint64_t version = 1;
};

// The object form, for tests that change a field before packing it with model::serialize().
schema::ModelFileT make_test_file(const TestModelOptions& options = {});

model::AlignedBytes make_test_bytes(const TestModelOptions& options = {});

// Aborts the test program with the reason when the options do not make a valid model.
std::shared_ptr<const model::Model> make_test_model(const TestModelOptions& options = {});

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_TEST_MODEL_H_
