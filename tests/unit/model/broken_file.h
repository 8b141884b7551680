// For tests that break one rule of an artifact at a time.
#ifndef NEARSHELF_TESTS_UNIT_MODEL_BROKEN_FILE_H_
#define NEARSHELF_TESTS_UNIT_MODEL_BROKEN_FILE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>

#include "sdk/model/model.h"
#include "sdk/model/serialize.h"
#include "tests/support/test_model.h"

namespace nearshelf::model {

inline Status open_status(const schema::ModelFileT& file) {
  Result<AlignedBytes> bytes = serialize(file);
  if (!bytes.ok()) return bytes.status();
  return Model::open(std::move(bytes).value()).status();
}

// A valid file, what breaks it, and what Model::open() has to say of it.
struct BrokenRule {
  std::string name;  // of the test case
  std::function<void(schema::ModelFileT&)> break_it;
  std::string place;
  std::string message;  // a part of it
  testing::TestModelOptions options = {};
};

inline std::ostream& operator<<(std::ostream& out, const BrokenRule& rule) { return out << rule.name; }

inline std::string rule_name(const ::testing::TestParamInfo<BrokenRule>& info) { return info.param.name; }

inline void expect_refused(const BrokenRule& rule) {
  schema::ModelFileT file = testing::make_test_file(rule.options);
  ASSERT_TRUE(open_status(file).ok()) << open_status(file).to_string();
  rule.break_it(file);
  const Status status = open_status(file);
  EXPECT_EQ(status.code(), Code::kCorrupt) << status.to_string();
  EXPECT_EQ(status.place(), rule.place) << status.to_string();
  EXPECT_THAT(status.message(), ::testing::HasSubstr(rule.message));
  EXPECT_THAT(status.message(), ::testing::HasSubstr("fetch or publish it again"));
}

}  // namespace nearshelf::model

#endif  // NEARSHELF_TESTS_UNIT_MODEL_BROKEN_FILE_H_
