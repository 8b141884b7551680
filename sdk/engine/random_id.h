// Names for things that need one nobody else has.
#ifndef NEARSHELF_SDK_ENGINE_RANDOM_ID_H_
#define NEARSHELF_SDK_ENGINE_RANDOM_ID_H_

#include <string>

#include "sdk/platform/random.h"

namespace nearshelf::engine {

// 128 random bits as 32 hexadecimal digits.
std::string draw_id(platform::Random& random);

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_RANDOM_ID_H_
