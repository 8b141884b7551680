#include "server_sync/publisher/site/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nearshelf::site {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::span<const uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

Sha256 hash(const std::string& text) { return sha256(bytes_of(text)); }

Generation generation(const std::string& manifest, const std::string& model, const std::string& package) {
  return {hash(manifest), "models/" + model + ".nsm", package.empty() ? "" : "pkg/" + package, package};
}

Record with_files(std::vector<Generation> generations, const std::vector<std::string>& paths) {
  Record record;
  record.generations = std::move(generations);
  for (const std::string& path : paths) record.files[path] = {hash(path), path.size()};
  return record;
}

TEST(Record, ComesBack) {
  const Record record =
      with_files({generation("m2", "b", "p"), generation("m1", "a", "")}, {"models/a.nsm", "_headers"});
  const auto parsed = parse_record(bytes_of(record_text(record)));
  ASSERT_TRUE(parsed.ok()) << parsed.status().to_string();
  EXPECT_EQ(parsed->generations, record.generations);
  EXPECT_EQ(record_text(*parsed), record_text(record));
}

TEST(Record, DamagedOnesAreRefused) {
  const std::string good = record_text(with_files({generation("m", "a", "p")}, {"models/a.nsm"}));
  const auto changed = [&good](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_record(bytes_of(text)).status().code();
  };
  EXPECT_EQ(parse_record({}).status().code(), Code::kCorrupt);
  EXPECT_EQ(parse_record(bytes_of(good.substr(0, good.size() / 2))).status().code(), Code::kCorrupt);
  EXPECT_EQ(changed("\"files\"", "\"flies\""), Code::kCorrupt);
  EXPECT_EQ(changed("\"bytes\": 12", "\"bytes\": \"12\""), Code::kCorrupt);
  EXPECT_EQ(changed(hex(hash("models/a.nsm")), "00"), Code::kCorrupt);
  EXPECT_EQ(changed("\"format_version\": 1", "\"format_version\": 2"), Code::kUnsupportedVersion);
}

TEST(Record, PathsThatLeadOutAreRefused) {
  for (const char* path : {"../shop.db", "/etc/passwd", "models/../../x", ""}) {
    EXPECT_EQ(parse_record(bytes_of(record_text(with_files({}, {path})))).status().code(), Code::kCorrupt) << path;
  }
}

TEST(Record, ForgetsWhatWasNeverPublished) {
  Record record = with_files({generation("m3", "c", ""), generation("m2", "b", ""), generation("m1", "a", "")}, {});
  forget_unpublished(hash("m2"), record);
  EXPECT_THAT(record.generations, ElementsAre(generation("m2", "b", ""), generation("m1", "a", "")));
  forget_unpublished(hash("unknown"), record);
  EXPECT_EQ(record.generations.size(), 2u);
}

TEST(Record, KeepsSoManyModelsAndPackagesAndLosesTheRest) {
  const std::vector<std::string> paths = {"_headers",     "models/a.nsm",      "models/a.nsm.br", "models/b.nsm",
                                          "models/c.nsm", "models/killed.nsm", "pkg/p/x.js",      "pkg/p/x.js.gz",
                                          "pkg/q/x.js",   "pkg/r/x.js",        "pkg/pp/x.js"};
  const std::vector<Generation> generations = {generation("m4", "c", "r"), generation("m3", "c", "q"),
                                               generation("m2", "b", "p"), generation("m1", "a", "p")};
  Record one = with_files(generations, paths);
  EXPECT_THAT(forget_old(1, one), ElementsAre("models/a.nsm", "models/a.nsm.br", "models/killed.nsm", "pkg/p/x.js",
                                              "pkg/p/x.js.gz", "pkg/pp/x.js"));
  EXPECT_THAT(one.generations, ElementsAre(generations[0], generations[1]));
  Record none = with_files(generations, paths);
  EXPECT_TRUE(forget_old(0, none).contains("models/b.nsm"));
  EXPECT_THAT(none.generations, ElementsAre(generations[0]));
  Record all = with_files(generations, {"models/a.nsm", "pkg/p/x.js"});
  EXPECT_THAT(forget_old(9, all), IsEmpty());
  EXPECT_EQ(all.generations.size(), 4u);
}

TEST(Record, KnowsWhichNamesChangeWithTheirContent) {
  EXPECT_TRUE(is_hashed_path("models/a.nsm"));
  EXPECT_TRUE(is_hashed_path("pkg/p/x.js"));
  EXPECT_FALSE(is_hashed_path("manifest.json"));
  EXPECT_FALSE(is_hashed_path("_headers"));
}

}  // namespace
}  // namespace nearshelf::site
