// The models of the session vectors, made by tests/support/test_model.h.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_WRITE_ARTIFACTS_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_WRITE_ARTIFACTS_H_

#include <string>

namespace nearshelf_conformance {

void write_artifacts(const std::string& directory);

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_WRITE_ARTIFACTS_H_
