// What a model leaves out when it may not be larger than a given size.
//
// The order, from what costs a shopper least to what costs most: past sessions beyond half of their bytes, image
// addresses, page addresses, titles, past sessions beyond an eighth of their bytes, and then either the session model
// or the past sessions. Ids, categories, brands, prices and priors always stay.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_BUDGET_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_BUDGET_H_

#include <cstddef>

#include "sdk/base/status.h"

namespace nearshelf::publisher {

// Bytes of what may be left out; 0 = there is none. `core` is the rest of the file.
struct PartBytes {
  size_t core = 0;
  size_t images = 0;
  size_t urls = 0;
  size_t titles = 0;
  size_t network = 0;    // embeddings and GRU
  size_t neighbors = 0;  // all past sessions
};

struct BudgetPlan {
  bool images = false;
  bool urls = false;
  bool titles = false;
  bool network = false;
  size_t neighbors = 0;  // bytes that past sessions may take
};

// Errors: kLimit when `max_bytes` is too small for any model with a ranker of its own (or, if neither a network nor
// sessions were given, for the core); the message says how many bytes are needed at least.
Result<BudgetPlan> plan_budget(const PartBytes& parts, size_t max_bytes);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_BUDGET_H_
