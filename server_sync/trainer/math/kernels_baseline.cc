// The kernels for the compiler's default instruction set.
#define Eigen Eigen_nearshelf_baseline
#define NEARSHELF_MATH_VARIANT baseline
#define NEARSHELF_MATH_NAME "baseline"
#include "server_sync/trainer/math/kernels.inc"
