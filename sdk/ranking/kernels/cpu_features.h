// What this CPU and its operating system let us use, asked once.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_CPU_FEATURES_H_
#define NEARSHELF_SDK_RANKING_KERNELS_CPU_FEATURES_H_

namespace nearshelf::ranking {

struct CpuFeatures {
  bool avx2 = false;
  bool avx512 = false;      // F, BW, DQ and VL together
  bool avx512vnni = false;  // implies avx512
  bool arm_dotprod = false;
};

// Thread-safe.
const CpuFeatures& cpu_features();

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_CPU_FEATURES_H_
