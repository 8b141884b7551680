// The inverse of Model::open(): from the object form of an artifact (schema::ModelFileT) to the bytes of an .nsm file.
#ifndef NEARSHELF_SDK_MODEL_SERIALIZE_H_
#define NEARSHELF_SDK_MODEL_SERIALIZE_H_

#include "sdk/base/status.h"
#include "sdk/model/aligned_bytes.h"
#include "sdk/schema/model_generated.h"

namespace nearshelf::model {

// The embedding rows start at a multiple of 64 bytes. Checks no field; Model::open() does. Same object, same bytes.
// Errors: kInvalidArgument without provenance or catalog, kLimit above kMaxArtifactBytes, kOutOfMemory.
Result<AlignedBytes> serialize(const schema::ModelFileT& file);

}  // namespace nearshelf::model

#endif  // NEARSHELF_SDK_MODEL_SERIALIZE_H_
