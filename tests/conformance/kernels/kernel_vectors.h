// kernels.json: how its values are written and read, and how it is made.
#ifndef NEARSHELF_TESTS_CONFORMANCE_KERNELS_KERNEL_VECTORS_H_
#define NEARSHELF_TESTS_CONFORMANCE_KERNELS_KERNEL_VECTORS_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/conformance/kernels/reference.h"

namespace nearshelf::conformance {

// The bit pattern in eight hexadecimal digits.
std::string to_hex(float value);
std::vector<std::string> to_hex(const std::vector<float>& values);
float from_hex(const std::string& digits);
std::vector<float> floats(const nlohmann::json& array);

// The functions of the "math" part by name.
struct NamedFunction {
  const char* name;
  float (*function)(float);
};
const std::vector<NamedFunction>& math_functions();

nlohmann::json network_to_json(const Network& network);
Network network_from_json(const nlohmann::json& json);

// All of kernels.json, computed by reference.h from seeded random inputs and chosen extremes; always the same.
nlohmann::json make_kernel_vectors();

}  // namespace nearshelf::conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_KERNELS_KERNEL_VECTORS_H_
