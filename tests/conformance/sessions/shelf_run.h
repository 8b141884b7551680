// One shelf of the session vectors, step by step.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_SHELF_RUN_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_SHELF_RUN_H_

#include <cstdint>
#include <string>

#include "tests/conformance/sessions/vector_json.h"

namespace nearshelf_conformance {

// A shelf in a file of its own at `path`, with a clock that the steps set. Artifacts are read from `directory`; `entry`
// must outlive the run.
class ShelfRun {
 public:
  ShelfRun(const Json& entry, std::string directory, std::string path);
  ShelfRun(const ShelfRun&) = delete;
  ShelfRun& operator=(const ShelfRun&) = delete;

  // What the step gives. Throws std::invalid_argument for one that is unknown.
  Json run(const Json& step);

 private:
  Json reopen();
  Json track(const Json& event);
  Json session();
  Json next_task(const Json& step);
  Json finish_task(const Json& step);

  const Json& entry_;
  const std::string directory_;
  const std::string path_;
  int64_t now_ms_ = 0;
  nearshelf::Shelf shelf_;
  nearshelf::Task task_;  // freed before the shelf is closed
};

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_SHELF_RUN_H_
