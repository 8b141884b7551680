// Runs the part of the session vectors that needs no store.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_RUN_MODELS_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_RUN_MODELS_H_

#include <string>

#include "tests/conformance/sessions/vector_json.h"

namespace nearshelf_conformance {

// What "expect" should say of each entry of vectors["models"]; artifacts are read from `directory`.
Json run_models(const Json& vectors, const std::string& directory);

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_RUN_MODELS_H_
