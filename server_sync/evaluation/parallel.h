// Independent tasks on several threads.
#ifndef NEARSHELF_SERVER_SYNC_EVALUATION_PARALLEL_H_
#define NEARSHELF_SERVER_SYNC_EVALUATION_PARALLEL_H_

#include <cstddef>
#include <cstdint>
#include <functional>

namespace nearshelf::evaluation {

// `wanted`, or one for every core when it is 0.
uint32_t thread_count(uint32_t wanted);

// Calls work(task, thread) once for every task < tasks; thread < threads, and 0 is the calling thread. Tasks are handed
// out in order; results that depend on the order have to be kept by task.
void run_parallel(uint32_t threads, size_t tasks, const std::function<void(size_t task, size_t thread)>& work);

}  // namespace nearshelf::evaluation

#endif  // NEARSHELF_SERVER_SYNC_EVALUATION_PARALLEL_H_
