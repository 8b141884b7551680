#include "server_sync/trainer/gru_model_io.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "server_sync/trainer/learner.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/trainer/test_shop.h"

namespace nearshelf::trainer {
namespace {

using nearshelf::testing::TempDir;

GruModel some_model(bool projection) {
  TrainOptions options = small_options();
  options.query_projection = projection;
  if (!projection) options.hidden_size = options.dim;
  math::ThreadPool pool(1);
  return Learner(options, std::vector<uint32_t>(20, 1), pool, math::kernels()).model();
}

TEST(GruModelIoTest, LoadsWhatWasSaved) {
  const TempDir dir;
  const std::string path = dir.file("model.gru");
  for (const bool projection : {true, false}) {
    GruModel model = some_model(projection);
    model.normalize_query = projection;
    ASSERT_TRUE(save_gru_model(path, model).ok());
    const Result<GruModel> loaded = load_gru_model(path);
    ASSERT_TRUE(loaded.ok()) << loaded.status().to_string();
    EXPECT_EQ(loaded->item_count, model.item_count);
    EXPECT_EQ(loaded->dim, model.dim);
    EXPECT_EQ(loaded->hidden_size, model.hidden_size);
    EXPECT_EQ(loaded->normalize_query, model.normalize_query);
    EXPECT_EQ(loaded->logit_scale, model.logit_scale);
    EXPECT_EQ(loaded->embeddings, model.embeddings);
    EXPECT_EQ(loaded->output_bias, model.output_bias);
    EXPECT_EQ(loaded->input_weights, model.input_weights);
    EXPECT_EQ(loaded->hidden_weights, model.hidden_weights);
    EXPECT_EQ(loaded->gate_bias, model.gate_bias);
    EXPECT_EQ(loaded->query_weights, model.query_weights);
    EXPECT_EQ(loaded->query_bias, model.query_bias);
  }
}

TEST(GruModelIoTest, RefusesAModelThatIsNone) {
  const std::pair<const char*, std::function<void(GruModel&)>> wrong[] = {
      {"dim", [](GruModel& m) { m.dim = 31; }},
      {"dim", [](GruModel& m) { m.item_count = 0; }},
      {"hidden_size", [](GruModel& m) { m.hidden_size = 12; }},
      {"hidden_size", [](GruModel& m) { m.query_weights.clear(); }},
      {"logit_scale", [](GruModel& m) { m.logit_scale = -1.0f; }},
      {"embeddings", [](GruModel& m) { m.embeddings.pop_back(); }},
      {"embeddings", [](GruModel& m) { m.embeddings[5] = std::numeric_limits<float>::quiet_NaN(); }},
      {"output_bias", [](GruModel& m) { m.output_bias.push_back(0.0f); }},
      {"input_weights", [](GruModel& m) { m.input_weights.clear(); }},
      {"hidden_weights", [](GruModel& m) { m.hidden_weights.pop_back(); }},
      {"gate_bias", [](GruModel& m) { m.gate_bias[0] = std::numeric_limits<float>::infinity(); }},
      {"query_weights", [](GruModel& m) { m.query_weights.pop_back(); }},
      {"query_bias", [](GruModel& m) { m.query_bias.clear(); }},
  };
  const TempDir dir;
  for (const auto& [field, change] : wrong) {
    GruModel model = some_model(true);
    change(model);
    const Status status = save_gru_model(dir.file("model.gru"), model);
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << field;
    EXPECT_EQ(status.place(), field);
  }
  EXPECT_EQ(load_gru_model(dir.file("model.gru")).status().code(), Code::kNotFound);
}

}  // namespace
}  // namespace nearshelf::trainer
