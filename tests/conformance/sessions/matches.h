// What "expect" of the session vectors says of a result.
#ifndef NEARSHELF_TESTS_CONFORMANCE_SESSIONS_MATCHES_H_
#define NEARSHELF_TESTS_CONFORMANCE_SESSIONS_MATCHES_H_

#include "tests/conformance/sessions/vector_json.h"

namespace nearshelf_conformance {

// Equal, whatever the order of keys; {"$match": "<regular expression>"} is equal to a string that it matches whole.
bool matches(const Json& expected, const Json& result);

}  // namespace nearshelf_conformance

#endif  // NEARSHELF_TESTS_CONFORMANCE_SESSIONS_MATCHES_H_
