// Options of a recommendation as they come, and its items as they go.
#ifndef NEARSHELF_MOBILE_KOTLIN_NATIVE_RECOMMENDATIONS_H_
#define NEARSHELF_MOBILE_KOTLIN_NATIVE_RECOMMENDATIONS_H_

#include "mobile/kotlin/native/wire.h"

namespace nearshelf::jni {

// Options that point into the request they were read from.
struct ReadOptions {
  explicit ReadOptions(WireReader& in);
  ReadOptions(const ReadOptions&) = delete;
  ReadOptions& operator=(const ReadOptions&) = delete;

  nsh_recommend_options options;
  std::vector<nsh_string> categories;
  std::vector<nsh_string> brands;
  std::vector<nsh_string> excluded_items;
};

// Writes all of `recommendations` and frees them.
nsh_status write_recommendations(nsh_recommendations* recommendations, WireWriter& out, nsh_error* error);

}  // namespace nearshelf::jni

#endif  // NEARSHELF_MOBILE_KOTLIN_NATIVE_RECOMMENDATIONS_H_
