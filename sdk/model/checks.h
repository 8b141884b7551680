// The tests that Model::open puts every field to. Each returns OK or kCorrupt with the field, and the place within it,
// as the status's place ("field catalog.prices[17]").
#ifndef NEARSHELF_SDK_MODEL_CHECKS_H_
#define NEARSHELF_SDK_MODEL_CHECKS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/model/catalog.h"
#include "sdk/model/packed_ints.h"
#include "sdk/schema/model_generated.h"

namespace nearshelf::model {

template <typename T>
std::span<const T> span_of(const flatbuffers::Vector<T>* vector) {
  return vector ? std::span<const T>(vector->data(), vector->size()) : std::span<const T>();
}

Status bad_field(std::string_view field, std::string_view message);
Status bad_element(std::string_view field, size_t index, std::string_view message);
// For messages: six decimals; without printf, which would be a large part of a small module.
std::string number_text(float value);

// `what` says what the expected number is, for example "one per item".
Status check_count(std::string_view field, size_t count, size_t expected, std::string_view what);
Status check_range(std::string_view field, uint64_t value, uint64_t low, uint64_t high);

Status check_finite(std::string_view field, std::span<const float> values);
Status check_magnitude(std::string_view field, std::span<const float> values, float limit);
Status check_finite_halves(std::string_view field, std::span<const uint16_t> halves);
// No value is -128, which symmetric quantization does not use.
Status check_symmetric(std::string_view field, std::span<const int8_t> rows);
// Every value is below `limit`.
Status check_below(std::string_view field, const PackedInts& values, size_t limit);
// offsets runs from 0 to `end` and never falls.
Status check_offsets(std::string_view field, std::span<const uint32_t> offsets, size_t end);

// `count` packed integers: the right number of bytes, and no bits set behind the last one.
Result<PackedInts> read_packed(std::string_view field, const schema::PackedInts& ints, size_t count);
// A short name: not longer than kMaxNameBytes, valid text. Absent is the empty name.
Result<std::string> read_name(std::string_view field, const flatbuffers::String* name);
// `strings` may be null (no strings). Offsets, bytes and UTF-8 are sound, and there are `count` strings.
Result<StringsView> read_strings(std::string_view field, const schema::Strings* strings, size_t count);
// The same for any number of strings.
Result<StringsView> read_strings(std::string_view field, const schema::Strings* strings);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_CHECKS_H_
