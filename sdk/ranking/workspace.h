// The scratch memory of one recommendation at a time. About 30 bytes for every item of the model and 2 for every past
// session.
#ifndef NEARSHELF_SDK_RANKING_WORKSPACE_H_
#define NEARSHELF_SDK_RANKING_WORKSPACE_H_

#include <cstdint>
#include <vector>

#include "sdk/ranking/blend.h"
#include "sdk/ranking/evidence.h"
#include "sdk/ranking/reasons.h"
#include "sdk/ranking/top_k.h"

namespace nearshelf::ranking {

// Empty at first; grows on the first call with a model and may then be used with any other.
// Threads: one call at a time.
class Workspace {
 public:
  Evidence evidence;
  std::vector<float> hidden;
  std::vector<int32_t> dots;
  std::vector<float> logits;
  BlendScores scores;
  std::vector<ScoredItem> best;
  ReasonScratch reasons;
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_WORKSPACE_H_
