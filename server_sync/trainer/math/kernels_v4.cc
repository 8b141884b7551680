// The kernels for x86-64-v4 (AVX-512).
#define Eigen Eigen_nearshelf_v4
#define NEARSHELF_MATH_VARIANT v4
#define NEARSHELF_MATH_NAME "x86-64-v4"
#include "server_sync/trainer/math/kernels.inc"
