#include <cmath>
#include <limits>

#include "sdk/model/limits.h"
#include "sdk/model/readers.h"
#include "tests/unit/model/broken_file.h"

namespace nearshelf::model {
namespace {

void add_metric(schema::ModelFileT& file, const std::string& name, double value) {
  auto metric = std::make_unique<schema::MetricT>();
  metric->name = name;
  metric->value = value;
  file.provenance->metrics.push_back(std::move(metric));
}

void add_parameter(schema::ModelFileT& file, const std::string& name, float value) {
  auto parameter = std::make_unique<schema::ParameterT>();
  parameter->name = name;
  parameter->value = value;
  file.blend.push_back(std::move(parameter));
}

class BrokenProvenance : public ::testing::TestWithParam<BrokenRule> {};

TEST_P(BrokenProvenance, IsRefused) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenProvenance,
    ::testing::Values(BrokenRule{"NoModelId", [](auto& f) { f.provenance->model_id.clear(); },
                                 "field provenance.model_id", "is empty"},
                      BrokenRule{"LongModelId", [](auto& f) { f.provenance->model_id.assign(257, 'm'); },
                                 "field provenance.model_id", "at most 256"},
                      BrokenRule{"ModelIdNotUtf8", [](auto& f) { f.provenance->model_id.assign(1, '\xFF'); },
                                 "field provenance.model_id", "UTF-8"},
                      BrokenRule{"LongToolVersion", [](auto& f) { f.provenance->tool_version.assign(1000, 'm'); },
                                 "field provenance.tool_version", "at most 256"},
                      BrokenRule{"PresetNotUtf8", [](auto& f) { f.provenance->preset.assign(1, '\xC3'); },
                                 "field provenance.preset", "UTF-8"},
                      BrokenRule{"CreatedBefore1970", [](auto& f) { f.provenance->created_at_ms = -1; },
                                 "field provenance.created_at_ms", "1970"},
                      BrokenRule{"CreatedAfter9999", [](auto& f) { f.provenance->created_at_ms = kMaxTimeMs + 1; },
                                 "field provenance.created_at_ms", "9999"},
                      BrokenRule{"WindowBeginsBefore1970", [](auto& f) { f.provenance->window_begin_ms = -1; },
                                 "field provenance.window_begin_ms", "1970"},
                      BrokenRule{"WindowEndsAfter9999", [](auto& f) { f.provenance->window_end_ms = INT64_MAX; },
                                 "field provenance.window_end_ms", "9999"},
                      BrokenRule{"WindowBackwards", [](auto& f) { f.provenance->window_end_ms = 1; },
                                 "field provenance.window_end_ms", "before provenance.window_begin_ms"},
                      BrokenRule{"MetricWithoutName", [](auto& f) { add_metric(f, "", 1.0); },
                                 "field provenance.metrics[1].name", "is empty"},
                      BrokenRule{"MetricWithLongName", [](auto& f) { add_metric(f, std::string(300, 'x'), 1.0); },
                                 "field provenance.metrics[1].name", "at most 256"},
                      BrokenRule{"MetricNan", [](auto& f) { add_metric(f, "a", std::nan("")); },
                                 "field provenance.metrics[1].value", "finite"},
                      BrokenRule{"MetricTwice", [](auto& f) { add_metric(f, "blended.hit_rate@20", 0.1); },
                                 "field provenance.metrics", "\"blended.hit_rate@20\" more than once"},
                      BrokenRule{"TooManyMetrics",
                                 [](auto& f) {
                                   for (size_t i = 0; i < kMaxMetrics; ++i) add_metric(f, std::to_string(i), 0.0);
                                 },
                                 "field provenance.metrics count", "must be from 0 to 1024"},
                      BrokenRule{"ParameterWithoutName", [](auto& f) { add_parameter(f, "", 1.0f); },
                                 "field blend[0].name", "is empty"},
                      BrokenRule{"ParameterInfinite", [](auto& f) { add_parameter(f, "a", HUGE_VALF); },
                                 "field blend[0].value", "finite"},
                      BrokenRule{"ParameterTwice",
                                 [](auto& f) {
                                   for (const char* name : {"a", "b", "a"}) add_parameter(f, name, 1.0f);
                                 },
                                 "field blend", "\"a\" more than once"},
                      BrokenRule{"TooManyParameters",
                                 [](auto& f) {
                                   for (size_t i = 0; i <= kMaxParameters; ++i)
                                     add_parameter(f, std::to_string(i), 0.0f);
                                 },
                                 "field blend count", "must be from 0 to 4096"},
                      BrokenRule{"TimeoutZero", [](auto& f) { f.session_timeout_ms = 0; }, "field session_timeout_ms",
                                 "must be from"},
                      BrokenRule{"TimeoutTooShort", [](auto& f) { f.session_timeout_ms = 999; },
                                 "field session_timeout_ms", "must be from 1000"},
                      BrokenRule{"TimeoutTooLong", [](auto& f) { f.session_timeout_ms = kMaxSessionTimeoutMs + 1; },
                                 "field session_timeout_ms", "must be from"},
                      BrokenRule{"TimeoutNegative", [](auto& f) { f.session_timeout_ms = INT64_MIN; },
                                 "field session_timeout_ms", "must be from"}),
    rule_name);

TEST(ReadProvenance, KeepsEverything) {
  schema::ModelFileT file = testing::make_test_file();
  file.provenance->version = UINT64_MAX;
  file.provenance->seed = 99;
  add_metric(file, "gru.mrr@20", -0.25);
  add_parameter(file, "gru", 0.75f);
  add_parameter(file, "rules", -2.0f);
  file.session_timeout_ms = kMinSessionTimeoutMs;
  Result<std::shared_ptr<const Model>> opened = Model::open(std::move(serialize(file)).value());
  ASSERT_TRUE(opened.ok()) << opened.status().to_string();
  const Model& model = **opened;
  const Provenance& provenance = model.provenance();
  EXPECT_EQ(provenance.model_id, "test-model");
  EXPECT_EQ(provenance.version, UINT64_MAX);
  EXPECT_EQ(provenance.seed, 99u);
  EXPECT_EQ(provenance.created_at_ms, 1'700'000'000'000);
  EXPECT_EQ(provenance.window_begin_ms, 1'699'000'000'000);
  EXPECT_EQ(provenance.window_end_ms, 1'699'999'999'000);
  EXPECT_EQ(provenance.tool_version, "test");
  EXPECT_EQ(provenance.preset, "test");
  EXPECT_EQ(provenance.train_sessions, 200u);
  ASSERT_EQ(provenance.metrics.size(), 2u);
  EXPECT_EQ(provenance.metrics[1], (std::pair<std::string, double>("gru.mrr@20", -0.25)));
  ASSERT_EQ(model.blend().size(), 2u);
  EXPECT_EQ(model.blend()[1], (std::pair<std::string, float>("rules", -2.0f)));
  EXPECT_EQ(model.session_timeout_ms(), kMinSessionTimeoutMs);
}

}  // namespace
}  // namespace nearshelf::model
