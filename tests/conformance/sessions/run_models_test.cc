#include "tests/conformance/sessions/run_models.h"

#include <gtest/gtest.h>

#include <fstream>

namespace nearshelf_conformance {
namespace {

TEST(SessionVectors, Models) {
  const std::string directory = NEARSHELF_SOURCE_DIR "/tests/conformance/sessions";
  std::ifstream in(directory + "/sessions.json");
  const Json vectors = Json::parse(in);
  const Json results = run_models(vectors, directory);
  ASSERT_GT(results.size(), 10u);
  for (size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i].dump(1), vectors["models"][i]["expect"].dump(1)) << vectors["models"][i]["name"];
  }
}

}  // namespace
}  // namespace nearshelf_conformance
