#include "server_sync/trainer/math/parallel_gemm.h"

namespace nearshelf::trainer::math {
namespace {

// Rows of C are rows of A in NN and NT, columns of A in TN.
void run(ThreadPool& pool, void (*function)(const Gemm&), const Gemm& gemm, size_t grain, size_t a_step) {
  pool.parallel_ranges(gemm.rows, grain, [&](size_t begin, size_t end) {
    Gemm piece = gemm;
    piece.rows = end - begin;
    piece.a += begin * a_step;
    piece.c += begin * gemm.ldc;
    function(piece);
  });
}

}  // namespace

void parallel_gemm_nt(ThreadPool& pool, const Kernels& k, const Gemm& gemm, size_t grain) {
  run(pool, k.gemm_nt, gemm, grain, gemm.lda);
}

void parallel_gemm_nn(ThreadPool& pool, const Kernels& k, const Gemm& gemm, size_t grain) {
  run(pool, k.gemm_nn, gemm, grain, gemm.lda);
}

void parallel_gemm_tn(ThreadPool& pool, const Kernels& k, const Gemm& gemm, size_t grain) {
  run(pool, k.gemm_tn, gemm, grain, 1);
}

}  // namespace nearshelf::trainer::math
