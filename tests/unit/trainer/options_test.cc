#include "server_sync/trainer/options.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>

namespace nearshelf::trainer {
namespace {

TEST(OptionsTest, EveryPresetIsValidAndDescribed) {
  ASSERT_FALSE(presets().empty());
  EXPECT_EQ(presets().front().name, "default");
  for (const Preset& preset : presets()) {
    const Result<TrainOptions> options = preset_options(preset.name);
    ASSERT_TRUE(options.ok()) << preset.name;
    EXPECT_TRUE(check_options(*options).ok()) << preset.name << ": " << check_options(*options).to_string();
    EXPECT_FALSE(preset.description.empty());
    EXPECT_EQ(preset.description.find('\n'), std::string_view::npos);
    if (preset.name != "default") {
      EXPECT_NE(options_text(*options), options_text(TrainOptions{})) << preset.name;
    }
  }
}

TEST(OptionsTest, AnUnknownPresetNamesTheKnownOnes) {
  const Result<TrainOptions> options = preset_options("fancy");
  ASSERT_FALSE(options.ok());
  EXPECT_EQ(options.status().code(), Code::kInvalidArgument);
  EXPECT_NE(options.status().message().find("gru4rec-bprmax"), std::string::npos);
}

TEST(OptionsTest, NamesTheFieldThatIsOutOfRange) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::pair<const char*, std::function<void(TrainOptions&)>> wrong[] = {
      {"dim", [](TrainOptions& o) { o.dim = 33; }},
      {"hidden_size", [](TrainOptions& o) { o.hidden_size = 4; }},
      {"hidden_size", [](TrainOptions& o) { o.query_projection = false, o.hidden_size = o.dim + 8; }},
      {"logit_scale", [](TrainOptions& o) { o.logit_scale = 0.0f; }},
      {"negative_alpha", [](TrainOptions& o) { o.negative_alpha = -0.1f; }},
      {"label_smoothing", [](TrainOptions& o) { o.label_smoothing = 1.0f; }},
      {"batch_size", [](TrainOptions& o) { o.batch_size = 0; }},
      {"max_session_clicks", [](TrainOptions& o) { o.max_session_clicks = 1; }},
      {"learning_rate", [nan](TrainOptions& o) { o.learning_rate = nan; }},
      {"momentum", [](TrainOptions& o) { o.momentum = 1.0f; }},
      {"input_dropout", [](TrainOptions& o) { o.input_dropout = 1.0f; }},
      {"state_dropout", [](TrainOptions& o) { o.state_dropout = -1.0f; }},
      {"epochs", [](TrainOptions& o) { o.epochs = 0; }},
      {"patience", [](TrainOptions& o) { o.patience = 0; }},
      {"validation_fraction", [](TrainOptions& o) { o.validation_fraction = 0.9f; }},
      {"finetune_rate", [](TrainOptions& o) { o.finetune_rate = 2.0f; }},
      {"finetune_replay", [](TrainOptions& o) { o.finetune_replay = -0.5f; }},
  };
  for (const auto& [field, change] : wrong) {
    TrainOptions options;
    change(options);
    const Status status = check_options(options);
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << field;
    EXPECT_EQ(status.place(), field);
    EXPECT_FALSE(status.message().empty());
  }
}

TEST(OptionsTest, TextTellsRunsApartButNotThreads) {
  TrainOptions a, b;
  b.threads = 7;
  EXPECT_EQ(options_text(a), options_text(b));
  b.learning_rate = std::nextafter(a.learning_rate, 1.0f);
  EXPECT_NE(options_text(a), options_text(b));
}

}  // namespace
}  // namespace nearshelf::trainer
