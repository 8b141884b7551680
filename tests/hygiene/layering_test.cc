// Holds the tree to its layers, and shows on made-up trees that each kind of violation is found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/hygiene/layers.h"
#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

TEST(Layering, IncludesOfThisTreePointDownward) {
  std::vector<std::string> errors;
  EXPECT_GT(find_includes(NEARSHELF_SOURCE_DIR, &errors).size(), 20u);
  EXPECT_THAT(layering_errors(NEARSHELF_SOURCE_DIR), IsEmpty());
}

TEST(Layering, LinkEdgesOfThisTreePointDownward) {
  std::ifstream in(NEARSHELF_LINK_EDGES);
  std::vector<Use> uses;
  for (std::string from, to; in >> from >> to;) uses.push_back({from, to, "link libraries of " + from});
  EXPECT_GT(uses.size(), 5u);
  EXPECT_THAT(check_uses(uses), IsEmpty());
}

class MadeUpTree : public ::testing::Test {
 protected:
  // A small tree that keeps every rule, for tests to break.
  void SetUp() override {
    tree_.write("sdk/include/nearshelf/nearshelf.h", "#include <stddef.h>\n");
    tree_.write("sdk/base/status.h", "#include <string>\n");
    tree_.write("sdk/schema/model.fbs", "");
    tree_.write("sdk/model/model.h", "#include \"sdk/base/status.h\"\n");
    tree_.write("sdk/model/model.cc", "#include \"sdk/model/model.h\"\n#include \"sdk/schema/model_generated.h\"\n");
    tree_.write("sdk/store/store.h", "#include \"sdk/base/status.h\"\n");
    tree_.write("sdk/ranking/kernels/scan.h", "#include <span>\n");
    tree_.write("sdk/ranking/gru.h", "#include \"sdk/model/model.h\"\n#include \"sdk/ranking/kernels/scan.h\"\n");
    tree_.write("sdk/profile/profile.h", "#include \"sdk/base/status.h\"\n");
    tree_.write("sdk/engine/engine.h", "#include \"sdk/ranking/gru.h\"\n#include \"sdk/store/store.h\"\n");
    tree_.write("sdk/c_api/engine.cc", "#include \"nearshelf/nearshelf.h\"\n#include \"sdk/engine/engine.h\"\n");
    tree_.write("server_sync/data/dataset.h", "#include \"sdk/base/status.h\"\n");
    tree_.write("server_sync/trainer/trainer.h", "#include \"server_sync/data/dataset.h\"\n");
    tree_.write("server_sync/cli/main.cc", "#include \"nearshelf/nearshelf.h\"\n");
  }

  std::vector<std::string> errors() const { return layering_errors(tree_.root()); }

  TemporaryTree tree_;
};

TEST_F(MadeUpTree, IsCleanToBeginWith) { EXPECT_THAT(errors(), IsEmpty()); }

TEST_F(MadeUpTree, UpwardIncludeIsFound) {
  tree_.write("sdk/base/log.h", "// a comment\n  #  include \"sdk/engine/engine.h\"  // why not\n");
  EXPECT_THAT(errors(), IsSupersetOf({"sdk/base/log.h:2: sdk/base may not use sdk/engine",
                                      "cycle: sdk/base -> sdk/engine -> sdk/ranking -> sdk/model -> sdk/base"}));
}

TEST_F(MadeUpTree, SidewaysIncludeIsFound) {
  tree_.write("sdk/profile/taste.cc", "#include \"sdk/ranking/gru.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("sdk/profile/taste.cc:1: sdk/profile may not use sdk/ranking"));
}

TEST_F(MadeUpTree, CycleBetweenSubdirectoriesIsFound) {
  tree_.write("sdk/ranking/kernels/scan.cc", "#include \"sdk/ranking/gru.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("cycle: sdk/ranking -> sdk/ranking/kernels -> sdk/ranking"));
}

TEST_F(MadeUpTree, CycleBetweenServerDirectoriesIsFound) {
  tree_.write("server_sync/data/reader.cc", "#include \"server_sync/trainer/trainer.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("cycle: server_sync/data -> server_sync/trainer -> server_sync/data"));
}

TEST_F(MadeUpTree, ServerPartsUseWhatIsBelowThem) {
  tree_.write("server_sync/server/store/store.h", "#include \"server_sync/protocol/batch.h\"\n");
  tree_.write("server_sync/protocol/batch.h", "#include \"sdk/base/status.h\"\n");
  tree_.write("server_sync/server/store/sqlite/store.cc", "#include \"server_sync/server/store/store.h\"\n");
  tree_.write("server_sync/server/ingest/ingest.h", "#include \"server_sync/server/store/store.h\"\n");
  tree_.write("server_sync/server/api/routes.cc",
              "#include \"server_sync/server/ingest/ingest.h\"\n#include \"server_sync/trainer/trainer.h\"\n");
  EXPECT_THAT(errors(), IsEmpty());
  tree_.write("server_sync/server/store/store.h", "#include \"server_sync/server/ingest/rules.h\"\n");
  tree_.write("server_sync/server/ingest/rules.h", "");
  tree_.write("server_sync/server/config/config.h", "#include \"server_sync/server/http/limits.h\"\n");
  tree_.write("server_sync/server/http/limits.h", "");
  tree_.write("server_sync/trainer/peek.cc", "#include \"server_sync/server/http/limits.h\"\n");
  EXPECT_THAT(errors(),
              IsSupersetOf({"server_sync/server/store/store.h:1: server_sync/server/store may not use "
                            "server_sync/server/ingest",
                            "server_sync/server/config/config.h:1: server_sync/server/config may not use "
                            "server_sync/server/http",
                            "server_sync/trainer/peek.cc:1: server_sync/trainer may not use server_sync/server/http"}));
}

TEST_F(MadeUpTree, ServerUsingTheDeviceIsFound) {
  tree_.write("server_sync/trainer/trainer.cc", "#include \"sdk/store/store.h\"\n");
  tree_.write("server_sync/cli/recommend.cc", "#include \"sdk/engine/engine.h\"\n");
  tree_.write("server_sync/data/peek.cc", "#include \"nearshelf/nearshelf.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("server_sync/cli/recommend.cc:1: server_sync/cli may not use sdk/engine",
                                    "server_sync/data/peek.cc:1: server_sync/data may not use sdk/include/nearshelf",
                                    "server_sync/trainer/trainer.cc:1: server_sync/trainer may not use sdk/store"));
}

TEST_F(MadeUpTree, PublicHeaderLeakingTheInsideIsFound) {
  tree_.write("sdk/include/nearshelf/extra.h", "#include \"sdk/base/status.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("sdk/include/nearshelf/extra.h:1: sdk/include/nearshelf may not use sdk/base"));
}

TEST_F(MadeUpTree, OnlyTheBoundaryMayUseThePublicHeader) {
  tree_.write("sdk/engine/engine.cc", "#include \"nearshelf/nearshelf.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("sdk/engine/engine.cc:1: sdk/engine may not use sdk/include/nearshelf"));
}

TEST_F(MadeUpTree, BindingReachingBehindTheBoundaryIsFound) {
  tree_.write("wasm/native/glue.cc", "#include \"nearshelf/nearshelf.h\"\n#include \"sdk/ranking/kernels/scan.h\"\n");
  EXPECT_THAT(errors(), IsEmpty());
  tree_.write("wasm/native/glue.cc", "#include \"sdk/engine/engine.h\"\n");
  tree_.write("mobile/jni/glue.cc", "#include \"sdk/ranking/kernels/scan.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("mobile/jni/glue.cc:1: mobile/jni may not use sdk/ranking/kernels",
                                    "wasm/native/glue.cc:1: wasm/native may not use sdk/engine"));
}

TEST_F(MadeUpTree, DirectoryOutsideTheTableIsFound) {
  tree_.write("sdk/util/strings.h", "#include \"sdk/base/status.h\"\n");
  EXPECT_THAT(errors(), ElementsAre("sdk/util/strings.h:1: sdk/util may not use sdk/base"));
}

TEST_F(MadeUpTree, RelativeAndUnknownIncludesAreFound) {
  tree_.write("sdk/model/a.cc", "#include \"../base/status.h\"\n#include \"model.h\"\n");
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("sdk/model/a.cc:1: \"../base/status.h\" is no path"),
                                    HasSubstr("sdk/model/a.cc:2: \"model.h\" is no path")));
}

TEST(Layers, SubdirectoriesBelongToTheirUnit) {
  EXPECT_EQ(unit_of("sdk/ranking/kernels"), "sdk/ranking");
  EXPECT_EQ(unit_of("sdk/platform/native"), "sdk/platform");
  EXPECT_EQ(unit_of("sdk/include/nearshelf"), "public");
  EXPECT_EQ(unit_of("server_sync/trainer/math"), "server_sync");
  EXPECT_EQ(unit_of("server_sync/cli"), "server_sync/cli");
  EXPECT_EQ(unit_of("tests/unit/base"), "");
}

}  // namespace
}  // namespace nearshelf::hygiene
