#include "sdk/ranking/kernels/cpu_features.h"

#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>
#endif

namespace nearshelf::ranking {
namespace {

CpuFeatures detect() {
  CpuFeatures features;
#if defined(__x86_64__)
  // These look at cpuid and at XGETBV, so a system that does not save the wide registers counts as without them.
  __builtin_cpu_init();
  features.avx2 = __builtin_cpu_supports("avx2");
  features.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  features.avx512vnni = features.avx512 && __builtin_cpu_supports("avx512vnni");
#elif defined(__ARM_FEATURE_DOTPROD)
  features.arm_dotprod = true;  // the compiler's baseline has it, as on every Mac with an Apple chip
#elif defined(__aarch64__) && defined(__linux__)
  features.arm_dotprod = (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0;
#elif defined(__aarch64__) && defined(__APPLE__)
  int has = 0;  // an iPhone's baseline is without
  size_t size = sizeof(has);
  features.arm_dotprod = sysctlbyname("hw.optional.arm.FEAT_DotProd", &has, &size, nullptr, 0) == 0 && has != 0;
#endif
  return features;
}

}  // namespace

const CpuFeatures& cpu_features() {
  static const CpuFeatures features = detect();
  return features;
}

}  // namespace nearshelf::ranking
