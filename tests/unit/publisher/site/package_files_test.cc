#include "server_sync/publisher/site/package_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::site {
namespace {

using ::testing::ElementsAre;
using testing::TempDir;
using testing::write_text;

class PackageFiles : public ::testing::Test {
 protected:
  PackageFiles() { std::filesystem::create_directories(dir_.file("dist/chunks")); }
  void write(const std::string& name, const std::string& text) { write_text(dir_.file(name), text); }
  Result<Package> read() const { return read_package(dir_.file("dist")); }

  TempDir dir_;
};

TEST_F(PackageFiles, AreThoseThatAPageLoads) {
  write("dist/worker.js", "w");
  write("dist/index.js", "i");
  write("dist/index.d.ts", "types");
  write("dist/index.js.map", "map");
  write("dist/chunks/kept.js", "k");
  write("dist/.hidden", "h");
  write("dist/index.js.br", "compressed");
  const auto package = read();
  ASSERT_TRUE(package.ok()) << package.status().to_string();
  std::vector<std::string> names;
  for (const PackageFile& file : package->files) names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("chunks/kept.js", "index.js", "worker.js"));
  EXPECT_EQ(package->files[2].bytes, std::vector<uint8_t>{'w'});
}

TEST_F(PackageFiles, HashFollowsNamesAndBytes) {
  write("dist/a.js", "1");
  write("dist/b.js", "2");
  const Sha256 before = read()->hash;
  EXPECT_EQ(read()->hash, before);
  write("dist/b.js", "3");
  const Sha256 changed = read()->hash;
  EXPECT_NE(changed, before);
  std::filesystem::rename(dir_.file("dist/b.js"), dir_.file("dist/c.js"));
  EXPECT_NE(read()->hash, changed);
}

TEST_F(PackageFiles, VersionIsThatOfPackageJson) {
  write("dist/a.js", "1");
  EXPECT_EQ(read()->version, short_name(read()->hash));
  write("package.json", R"({"name": "nearshelf", "version": "1.2.3"})");
  EXPECT_EQ(read()->version, "1.2.3");
  EXPECT_EQ(read_package(dir_.file("dist/"))->version, "1.2.3");
  write("package.json", "no JSON");
  EXPECT_EQ(read()->version, short_name(read()->hash));
}

TEST_F(PackageFiles, WhatIsWrongIsNamed) {
  EXPECT_EQ(read_package(dir_.file("none")).status().code(), Code::kNotFound);
  EXPECT_EQ(read().status().code(), Code::kInvalidArgument) << "empty";
  write("dist/with blank.js", "1");
  EXPECT_EQ(read().status().code(), Code::kInvalidArgument);
  EXPECT_EQ(read().status().place(), dir_.file("dist/with blank.js"));
}

}  // namespace
}  // namespace nearshelf::site
