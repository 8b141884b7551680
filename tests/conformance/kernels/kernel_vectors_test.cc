// Every kernel of this machine against kernels.json, to the last bit.
#include "tests/conformance/kernels/kernel_vectors.h"

#include <gtest/gtest.h>

#include <fstream>

#include "sdk/ranking/gru.h"
#include "sdk/ranking/kernels/array_kernels.h"
#include "sdk/ranking/kernels/arrays.h"
#include "sdk/ranking/kernels/scan.h"

namespace nearshelf::conformance {
namespace {

using nlohmann::json;

const json& vectors() {
  static const json parsed = json::parse(std::ifstream(NEARSHELF_SOURCE_DIR "/tests/conformance/kernels/kernels.json"));
  return parsed;
}

TEST(KernelVectors, FileIsWhatTheReferenceGives) { EXPECT_EQ(vectors(), make_kernel_vectors()); }

TEST(KernelVectors, Scan) {
  ASSERT_FALSE(vectors().at("scan").empty());
  for (const json& one : vectors().at("scan")) {
    const size_t dim = one.at("dim");
    const std::vector<int8_t> rows = one.at("rows");
    const std::vector<uint8_t> query = one.at("query");
    for (const ranking::ScanKernel& kernel : ranking::available_scan_kernels()) {
      std::vector<int32_t> dots(rows.size() / dim);
      kernel.scan(rows.data(), dots.size(), dim, query.data(), dots.data());
      EXPECT_EQ(dots, one.at("dots").get<std::vector<int32_t>>()) << kernel.name << ", dim " << dim;
    }
  }
}

TEST(KernelVectors, MathOfSingleFloats) {
  for (const NamedFunction& named : math_functions()) {
    ASSERT_FALSE(vectors().at("math").at(named.name).empty());
    for (const json& pair : vectors().at("math").at(named.name)) {
      EXPECT_EQ(to_hex(named.function(from_hex(pair.at(0)))), pair.at(1)) << named.name << " of " << pair.at(0);
    }
  }
}

TEST(KernelVectors, MathOfArrays) {
  const auto check = [](const char* name, auto operation) {
    std::vector<float> values;
    std::vector<std::string> expected;
    for (const json& pair : vectors().at("math").at(name)) {
      values.push_back(from_hex(pair.at(0)));
      expected.push_back(pair.at(1));
    }
    operation(values.data(), values.size());
    EXPECT_EQ(to_hex(values), expected) << name;
  };
  for (const ranking::ArrayKernels* kernels : ranking::available_array_kernels()) {
    SCOPED_TRACE(kernels->name);
    check("exp", [&](float* values, size_t count) { kernels->exp_sum_in_place(values, count, 0.0f, 1.0f); });
    check("sigmoid", kernels->sigmoid_in_place);
    check("tanh", kernels->tanh_in_place);
  }
}

TEST(KernelVectors, Sum) {
  const std::vector<float> values = floats(vectors().at("sum").at("values"));
  for (const ranking::ArrayKernels* kernels : ranking::available_array_kernels()) {
    EXPECT_EQ(to_hex(kernels->sum(values.data(), values.size())), vectors().at("sum").at("sum")) << kernels->name;
  }
}

TEST(KernelVectors, Softmax) {
  const json& one = vectors().at("softmax");
  std::vector<float> values = floats(one.at("values"));
  ranking::softmax_in_place(values, from_hex(one.at("scale")));
  EXPECT_EQ(to_hex(values), one.at("result").get<std::vector<std::string>>());
}

TEST(KernelVectors, Quantize) {
  const json& one = vectors().at("quantize");
  const ranking::QuantizedQuery query = ranking::quantize_query(floats(one.at("query")));
  EXPECT_EQ(query.values, one.at("values").get<std::vector<uint8_t>>());
  EXPECT_EQ(to_hex(query.scale), one.at("scale"));
}

TEST(KernelVectors, Gru) {
  const Network network = network_from_json(vectors().at("gru").at("network"));
  const auto gru = ranking::Gru::create(network.embeddings(), network.gru(), nullptr);
  ASSERT_TRUE(gru.ok()) << gru.status().to_string();
  std::vector<float> hidden(network.hidden_size, 0.0f);
  std::vector<int32_t> dots(network.item_count);
  std::vector<float> logits(network.item_count);
  ASSERT_FALSE(vectors().at("gru").at("steps").empty());
  for (const json& step : vectors().at("gru").at("steps")) {
    const uint32_t item = step.at("item");
    (*gru)->step(item, hidden);
    EXPECT_EQ(to_hex(hidden), step.at("hidden").get<std::vector<std::string>>());
    std::vector<float> float_query(network.dim);
    (*gru)->make_float_query(hidden, item, float_query);
    EXPECT_EQ(to_hex(float_query), step.at("query").get<std::vector<std::string>>());
    const ranking::QuantizedQuery query = (*gru)->make_query(hidden, item);
    EXPECT_EQ(query.values, step.at("values").get<std::vector<uint8_t>>());
    EXPECT_EQ(to_hex(query.scale), step.at("scale"));
    (*gru)->score_all(query, dots, logits);
    EXPECT_EQ(to_hex(logits), step.at("logits").get<std::vector<std::string>>());
  }
}

}  // namespace
}  // namespace nearshelf::conformance
