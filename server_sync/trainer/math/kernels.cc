#include "server_sync/trainer/math/kernels.h"

namespace nearshelf::trainer::math {

namespace baseline {
extern const Kernels kTable;
}
#if defined(NEARSHELF_MATH_X86_VARIANTS)
namespace v3 {
extern const Kernels kTable;
}
namespace v4 {
extern const Kernels kTable;
}
#endif

std::vector<const Kernels*> available_kernels() {
  std::vector<const Kernels*> tables = {&baseline::kTable};
#if defined(NEARSHELF_MATH_X86_VARIANTS)
  const bool has_v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool has_v4 = has_v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vl");
  if (has_v3) tables.push_back(&v3::kTable);
  if (has_v4) tables.push_back(&v4::kTable);
#endif
  return tables;
}

const Kernels& kernels() {
  static const Kernels* const best = available_kernels().back();
  return *best;
}

}  // namespace nearshelf::trainer::math
