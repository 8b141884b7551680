#include "tests/conformance/sessions/run_shelves.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/conformance/sessions/matches.h"
#include "tests/support/temp_dir.h"

namespace nearshelf_conformance {
namespace {

TEST(SessionVectors, Shelves) {
  const std::string directory = NEARSHELF_SOURCE_DIR "/tests/conformance/sessions";
  std::ifstream in(directory + "/sessions.json");
  const Json vectors = Json::parse(in);
  const nearshelf::testing::TempDir scratch;
  const Json results = run_shelves(vectors, directory, scratch.path());
  ASSERT_GT(results.size(), 5u);
  for (size_t i = 0; i < results.size(); ++i) {
    const Json& entry = vectors["shelves"][i];
    ASSERT_EQ(results[i].size(), entry["steps"].size());
    for (size_t step = 0; step < results[i].size(); ++step) {
      const Json& expected = entry["steps"][step]["expect"];
      EXPECT_TRUE(matches(expected, results[i][step])) << entry["name"] << " step " << step << "\n"
                                                       << results[i][step].dump(1) << "\nis not\n"
                                                       << expected.dump(1);
    }
  }
}

}  // namespace
}  // namespace nearshelf_conformance
