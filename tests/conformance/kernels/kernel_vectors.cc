#include "tests/conformance/kernels/kernel_vectors.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>

#include "sdk/model/half.h"
#include "sdk/ranking/kernels/math.h"

namespace nearshelf::conformance {
namespace {

using nlohmann::json;

// std::mt19937 is the same everywhere; the standard distributions are not.
float uniform(std::mt19937& random, float spread) {
  return spread * (static_cast<float>(random() % 2000001) * 1e-6f - 1.0f);
}

std::vector<float> uniforms(std::mt19937& random, size_t count, float spread) {
  std::vector<float> values(count);
  for (float& value : values) value = uniform(random, spread);
  return values;
}

std::vector<uint16_t> halves(std::mt19937& random, size_t count, float spread) {
  return model::floats_to_halves(uniforms(random, count, spread));
}

int8_t random_row_value(std::mt19937& random) { return static_cast<int8_t>(static_cast<int>(random() % 255) - 127); }

json scan_case(const std::vector<int8_t>& rows, size_t dim, const std::vector<uint8_t>& query) {
  return {{"dim", dim}, {"rows", rows}, {"query", query}, {"dots", reference_scan(rows, dim, query)}};
}

json scan_cases() {
  std::mt19937 random(1);
  json cases = json::array();
  for (const size_t dim : {32, 64, 96, 160}) {
    std::vector<int8_t> rows(5 * dim);
    std::vector<uint8_t> query(dim);
    for (int8_t& value : rows) value = random_row_value(random);
    for (uint8_t& value : query) value = static_cast<uint8_t>(random() % 128);
    cases.push_back(scan_case(rows, dim, query));
  }
  for (const int8_t extreme : {int8_t{-127}, int8_t{127}}) {
    cases.push_back(scan_case(std::vector<int8_t>(size_t{3} * 96, extreme), 96, std::vector<uint8_t>(96, 127)));
  }
  return cases;
}

json math_cases() {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::mt19937 random(2);
  std::vector<float> inputs = {0.0f, -0.0f, 1.0f, -1.0f, 0.5f, 2.0f, 0.625f, -0.625f, 1e-30f, 1e-42f, -1e-42f, 10.0f};
  inputs.insert(inputs.end(), {88.72283f, 88.72284f, -87.33654f, -87.33655f, 1e30f, -1e30f, kInfinity, -kInfinity});
  inputs.push_back(std::bit_cast<float>(0x7fc00000u));
  for (const float spread : {1.0f, 10.0f, 100.0f}) {
    for (int i = 0; i < 20; ++i) inputs.push_back(uniform(random, spread));
  }
  json cases;
  for (const NamedFunction& named : math_functions()) {
    for (const float x : inputs) cases[named.name].push_back({to_hex(x), to_hex(named.function(x))});
  }
  return cases;
}

json sum_case() {
  std::mt19937 random(3);
  const std::vector<float> values = uniforms(random, 77, 1000.0f);
  return {{"values", to_hex(values)}, {"sum", to_hex(reference_sum(values))}};
}

json softmax_case() {
  std::mt19937 random(4);
  const std::vector<float> values = uniforms(random, 45, 12.0f);
  constexpr float kScale = 0.75f;
  return {{"values", to_hex(values)}, {"scale", to_hex(kScale)}, {"result", to_hex(reference_softmax(values, kScale))}};
}

json quantized(const ranking::QuantizedQuery& query) {
  return {{"values", query.values}, {"scale", to_hex(query.scale)}};
}

json quantize_case() {
  std::mt19937 random(5);
  const std::vector<float> query = uniforms(random, 64, 0.8f);
  json json_case = quantized(ranking::quantize_query(query));
  json_case["query"] = to_hex(query);
  return json_case;
}

Network make_network() {
  std::mt19937 random(6);
  Network network;
  network.item_count = 7;
  network.dim = 32;
  network.hidden_size = 8;
  network.normalize_query = true;
  network.logit_scale = 12.5f;
  network.rows = model::AlignedBytes(size_t{network.item_count} * network.dim);
  for (size_t i = 0; i < network.rows.size(); ++i) {
    network.rows.data()[i] = static_cast<uint8_t>(random_row_value(random));
  }
  for (uint32_t i = 0; i < network.item_count; ++i) network.scales.push_back(0.006f + uniform(random, 0.004f));
  network.output_bias = uniforms(random, network.item_count, 2.0f);
  const size_t gates = size_t{3} * network.hidden_size;
  network.input_weights = halves(random, gates * network.dim, 0.6f);
  network.hidden_weights = halves(random, gates * network.hidden_size, 0.6f);
  network.gate_bias = halves(random, gates, 0.6f);
  network.query_weights = halves(random, size_t{network.dim} * (network.hidden_size + network.dim), 0.5f);
  network.query_bias = halves(random, network.dim, 0.5f);
  return network;
}

json gru_case() {
  const Network network = make_network();
  std::vector<float> hidden(network.hidden_size, 0.0f);
  json steps = json::array();
  for (const uint32_t item : {3u, 0u, 6u, 6u, 1u}) {
    hidden = reference_step(network, item, hidden);
    const std::vector<float> query = reference_query(network, item, hidden);
    const ranking::QuantizedQuery quantized_query = ranking::quantize_query(query);
    json step = quantized(quantized_query);
    step["item"] = item;
    step["hidden"] = to_hex(hidden);
    step["query"] = to_hex(query);
    step["logits"] = to_hex(reference_logits(network, quantized_query));
    steps.push_back(step);
  }
  return {{"network", network_to_json(network)}, {"steps", steps}};
}

}  // namespace

std::string to_hex(float value) {
  char digits[9];
  std::snprintf(digits, sizeof(digits), "%08x", static_cast<unsigned>(std::bit_cast<uint32_t>(value)));
  return digits;
}

std::vector<std::string> to_hex(const std::vector<float>& values) {
  std::vector<std::string> digits;
  digits.reserve(values.size());
  for (const float value : values) digits.push_back(to_hex(value));
  return digits;
}

float from_hex(const std::string& digits) {
  return std::bit_cast<float>(static_cast<uint32_t>(std::strtoul(digits.c_str(), nullptr, 16)));
}

std::vector<float> floats(const json& array) {
  std::vector<float> values;
  for (const json& digits : array) values.push_back(from_hex(digits));
  return values;
}

const std::vector<NamedFunction>& math_functions() {
  static const std::vector<NamedFunction> functions = {{"exp", ranking::portable_exp},
                                                       {"log", ranking::portable_log},
                                                       {"sigmoid", ranking::portable_sigmoid},
                                                       {"tanh", ranking::portable_tanh}};
  return functions;
}

json network_to_json(const Network& network) {
  const auto* rows = reinterpret_cast<const int8_t*>(network.rows.data());
  return {{"item_count", network.item_count},
          {"dim", network.dim},
          {"hidden_size", network.hidden_size},
          {"normalize_query", network.normalize_query},
          {"logit_scale", to_hex(network.logit_scale)},
          {"rows", std::vector<int8_t>(rows, rows + network.rows.size())},
          {"scales", to_hex(network.scales)},
          {"output_bias", to_hex(network.output_bias)},
          {"input_weights", network.input_weights},
          {"hidden_weights", network.hidden_weights},
          {"gate_bias", network.gate_bias},
          {"query_weights", network.query_weights},
          {"query_bias", network.query_bias}};
}

Network network_from_json(const json& json) {
  Network network;
  network.item_count = json.at("item_count");
  network.dim = json.at("dim");
  network.hidden_size = json.at("hidden_size");
  network.normalize_query = json.at("normalize_query");
  network.logit_scale = from_hex(json.at("logit_scale"));
  const std::vector<int8_t> rows = json.at("rows");
  network.rows = model::AlignedBytes(rows.size());
  std::copy(rows.begin(), rows.end(), reinterpret_cast<int8_t*>(network.rows.data()));
  network.scales = floats(json.at("scales"));
  network.output_bias = floats(json.at("output_bias"));
  json.at("input_weights").get_to(network.input_weights);
  json.at("hidden_weights").get_to(network.hidden_weights);
  json.at("gate_bias").get_to(network.gate_bias);
  json.at("query_weights").get_to(network.query_weights);
  json.at("query_bias").get_to(network.query_bias);
  return network;
}

json make_kernel_vectors() {
  return {{"scan", scan_cases()},      {"math", math_cases()},        {"sum", sum_case()},
          {"softmax", softmax_case()}, {"quantize", quantize_case()}, {"gru", gru_case()}};
}

}  // namespace nearshelf::conformance
