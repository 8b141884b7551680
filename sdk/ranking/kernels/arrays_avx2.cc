#include "sdk/ranking/kernels/array_lanes.h"

namespace nearshelf::ranking {

constinit const ArrayKernels kAvx2ArrayKernels = ArrayLanes<8>::table("avx2");

}  // namespace nearshelf::ranking
