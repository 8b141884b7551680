// Matrix products over all threads of a pool. The pieces are fixed by the shapes alone, so the result is the same to
// the last bit for every number of threads.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_MATH_PARALLEL_GEMM_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_MATH_PARALLEL_GEMM_H_

#include "server_sync/trainer/math/kernels.h"
#include "server_sync/trainer/math/thread_pool.h"

namespace nearshelf::trainer::math {

// C = alpha A B^T, C = alpha A B and C = alpha A^T B (see Kernels), cut into pieces of `grain` rows of C.
void parallel_gemm_nt(ThreadPool& pool, const Kernels& k, const Gemm& gemm, size_t grain);
void parallel_gemm_nn(ThreadPool& pool, const Kernels& k, const Gemm& gemm, size_t grain);
void parallel_gemm_tn(ThreadPool& pool, const Kernels& k, const Gemm& gemm, size_t grain);

}  // namespace nearshelf::trainer::math

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_MATH_PARALLEL_GEMM_H_
