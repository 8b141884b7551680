// Encoders for the denser fields of an artifact; Model::open() has the decoders, sdk/schema/model.fbs the rules.
#ifndef NEARSHELF_SDK_MODEL_PACK_H_
#define NEARSHELF_SDK_MODEL_PACK_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "sdk/schema/model_generated.h"

namespace nearshelf::model {

// As many bits each as the largest value needs.
std::unique_ptr<schema::PackedIntsT> pack(std::span<const uint32_t> values);

std::unique_ptr<schema::StringsT> pack_strings(std::span<const std::string_view> strings);

// `lengths` are clicks per session, each at least 1. Takes the code width that needs the least space.
std::unique_ptr<schema::PackedIntsT> pack_session_lengths(std::span<const uint8_t> lengths);

// The power of two that brings `largest` to the top of the half floats, in [2^14, 2^15), so that scales down to
// largest / 2^28 keep all 11 bits. `largest` is finite and above 0.
float scale_unit_for(float largest);
// The stored form of a scale above 0: the nearest one that is not 0.
uint16_t pack_scale(float scale, float unit);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_PACK_H_
