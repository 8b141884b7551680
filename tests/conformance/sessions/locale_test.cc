// A host may choose any locale, and change it at any time: not a byte of what comes out depends on it.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <locale>

#include "tests/conformance/sessions/matches.h"
#include "tests/conformance/sessions/run_models.h"
#include "tests/conformance/sessions/run_shelves.h"
#include "tests/support/temp_dir.h"

namespace nearshelf_conformance {
namespace {

// Numbers with a decimal comma and grouped digits. Made by the test, because few machines have one.
class GermanLocale {
 public:
  GermanLocale() {
    const std::string make = "localedef -c -i de_DE -f UTF-8 '" + dir_.file("de_DE.UTF-8") + "' >/dev/null 2>&1";
    made_ = std::system(make.c_str()) == 0;
    ::setenv("LOCPATH", dir_.path().c_str(), 1);
    if (made_) std::locale::global(std::locale("de_DE.UTF-8"));
  }
  GermanLocale(const GermanLocale&) = delete;
  GermanLocale& operator=(const GermanLocale&) = delete;
  ~GermanLocale() {
    std::locale::global(std::locale::classic());
    ::unsetenv("LOCPATH");
  }
  bool made() const { return made_; }

 private:
  nearshelf::testing::TempDir dir_;
  bool made_ = false;
};

TEST(SessionVectors, AreTheSameInEveryLocale) {
  const std::string directory = NEARSHELF_SOURCE_DIR "/tests/conformance/sessions";
  std::ifstream in(directory + "/sessions.json");
  const Json vectors = Json::parse(in);
  const nearshelf::testing::TempDir scratch;
  Json models;
  Json shelves;
  {
    const GermanLocale locale;
    if (!locale.made()) {
      ASSERT_EQ(std::getenv("CI"), nullptr) << "localedef cannot make de_DE.UTF-8";
      GTEST_SKIP() << "SKIPPED: localedef cannot make de_DE.UTF-8 (script/bootstrap installs what it needs)";
    }
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f", 1.5);
    ASSERT_STREQ(text, "1,5");
    models = run_models(vectors, directory);
    shelves = run_shelves(vectors, directory, scratch.path());
  }
  for (size_t i = 0; i < models.size(); ++i) EXPECT_TRUE(matches(vectors["models"][i]["expect"], models[i]));
  for (size_t i = 0; i < shelves.size(); ++i) {
    for (size_t step = 0; step < shelves[i].size(); ++step) {
      EXPECT_TRUE(matches(vectors["shelves"][i]["steps"][step]["expect"], shelves[i][step]))
          << vectors["shelves"][i]["name"] << " step " << step;
    }
  }
}

}  // namespace
}  // namespace nearshelf_conformance
