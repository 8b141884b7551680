// How many bytes of a model file each part takes.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_PART_SIZES_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_PART_SIZES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "sdk/model/model.h"

namespace nearshelf::publisher {

struct PartSize {
  std::string part;  // "item ids", "embeddings", ...
  size_t bytes = 0;
};

// Parts that are there, in the order of the schema; the last one, "structure", is everything else: provenance,
// parameters, tables and padding. Together they are the size of the file.
std::vector<PartSize> part_sizes(const model::Model& model);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_PART_SIZES_H_
