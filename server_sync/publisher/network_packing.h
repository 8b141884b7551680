// The session model in the form of the artifact: int8 embeddings and half-float weights.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_NETWORK_PACKING_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_NETWORK_PACKING_H_

#include <memory>

#include "sdk/base/status.h"
#include "sdk/schema/model_generated.h"
#include "server_sync/publisher/quantize.h"
#include "server_sync/trainer/gru_model.h"

namespace nearshelf::publisher {

struct PackedNetwork {
  std::unique_ptr<schema::EmbeddingsT> embeddings;
  std::unique_ptr<schema::GruT> gru;
  QuantizationError embedding_error;
  double max_weight_error = 0.0;  // largest |weight - half float|
};

// An output bias of zeros only is left out. Errors: kInvalidArgument for sizes that do not fit together, and for a
// weight that is not finite or beyond the half floats; the place is the field.
Result<PackedNetwork> pack_network(const trainer::GruModel& gru);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_NETWORK_PACKING_H_
