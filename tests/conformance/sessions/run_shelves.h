// Runs the part of the session vectors that goes through a store.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_RUN_SHELVES_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_RUN_SHELVES_H_

#include <string>

#include "tests/conformance/sessions/vector_json.h"

namespace nearshelf_conformance {

// What "expect" should say of each step of each entry of vectors["shelves"]: an array of arrays. Artifacts are read
// from `directory`, databases are made in `scratch`.
Json run_shelves(const Json& vectors, const std::string& directory, const std::string& scratch);

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_RUN_SHELVES_H_
