// The kernels for x86-64-v3 (AVX2 and FMA).
#define Eigen Eigen_nearshelf_v3
#define NEARSHELF_MATH_VARIANT v3
#define NEARSHELF_MATH_NAME "x86-64-v3"
#include "server_sync/trainer/math/kernels.inc"
