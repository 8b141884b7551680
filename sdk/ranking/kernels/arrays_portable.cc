// Four lanes: what SSE2, NEON and WASM SIMD have; elsewhere the compiler takes them apart.
#include "sdk/ranking/kernels/array_lanes.h"

namespace nearshelf::ranking {

constinit const ArrayKernels kPortableArrayKernels = ArrayLanes<4>::table("portable");

}  // namespace nearshelf::ranking
