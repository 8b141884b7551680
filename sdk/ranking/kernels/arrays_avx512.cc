#include "sdk/ranking/kernels/array_lanes.h"

namespace nearshelf::ranking {

constinit const ArrayKernels kAvx512ArrayKernels = ArrayLanes<16>::table("avx512");

}  // namespace nearshelf::ranking
