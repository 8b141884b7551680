// How likely each item is before anything is known of the session: popularity and trend as one distribution.
#ifndef NEARSHELF_SDK_RANKING_PRIORS_H_
#define NEARSHELF_SDK_RANKING_PRIORS_H_

#include <vector>

#include "sdk/model/model.h"

namespace nearshelf::ranking {

// One probability per item, all above 0: `trend_part` of trend, the rest popularity, mixed with a twentieth of the
// uniform distribution so that new items are possible. Without popularity in the model it is uniform.
std::vector<float> popularity_prior(const model::Model& model, float trend_part);

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_PRIORS_H_
