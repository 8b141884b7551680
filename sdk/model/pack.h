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

// Sets embeddings.scale_unit and embeddings.scales so that every scale is at least the one given, by at most one part
// in 1024 as long as the largest is not more than 2^28 times the smallest. `scales` are finite and above 0.
void pack_scales(std::span<const float> scales, schema::EmbeddingsT& embeddings);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_PACK_H_
