// From the profile in memory to the one in the file, once the shopper agrees to its being kept.
#ifndef NEARSHELF_SDK_ENGINE_CARRY_PROFILE_H_
#define NEARSHELF_SDK_ENGINE_CARRY_PROFILE_H_

#include "sdk/base/status.h"
#include "sdk/store/store.h"

namespace nearshelf::engine {

// Adds the sessions and events of `from` to those of `to`, behind them; an event whose id is there is passed over. The
// sessions keep their ids where these are above all of `to`. Call it inside a transaction of `to`.
Status carry_profile(store::Store& from, store::Store& to);

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_CARRY_PROFILE_H_
