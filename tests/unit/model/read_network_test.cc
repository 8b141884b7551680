#include <cmath>
#include <limits>

#include "sdk/model/readers.h"
#include "tests/unit/model/broken_file.h"

namespace nearshelf::model {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr uint16_t kHalfNan = 0x7E00;
constexpr uint16_t kHalfInfinity = 0xFC00;

testing::TestModelOptions without_query_layer() {
  testing::TestModelOptions options;
  options.with_query_layer = false;
  return options;
}

class BrokenNetwork : public ::testing::TestWithParam<BrokenRule> {};

TEST_P(BrokenNetwork, IsRefused) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenNetwork,
    ::testing::Values(
        BrokenRule{"GruWithoutEmbeddings", [](auto& f) { f.embeddings.reset(); }, "field embeddings",
                   "embeddings and gru go together"},
        BrokenRule{"EmbeddingsWithoutGru", [](auto& f) { f.gru.reset(); }, "field gru",
                   "embeddings and gru go together"},
        BrokenRule{"NoDim", [](auto& f) { f.embeddings->dim = 0; }, "field embeddings.dim", "multiple of 32"},
        BrokenRule{"OddDim", [](auto& f) { f.embeddings->dim = 48; }, "field embeddings.dim", "multiple of 32"},
        BrokenRule{"WideDim", [](auto& f) { f.embeddings->dim = 1056; }, "field embeddings.dim", "to 1024"},
        BrokenRule{"HugeDim", [](auto& f) { f.embeddings->dim = 0xFFFFFFE0; }, "field embeddings.dim", "to 1024"},
        BrokenRule{"RowMissing", [](auto& f) { f.embeddings->rows.resize(119 * 32); }, "field embeddings.rows",
                   "has 3808 values, must have 3840"},
        BrokenRule{"RowTooMany", [](auto& f) { f.embeddings->rows.resize(121 * 32); }, "field embeddings.rows",
                   "must have 3840"},
        BrokenRule{"RowsMissing", [](auto& f) { f.embeddings->rows.clear(); }, "field embeddings.rows",
                   "has 0 values"},
        BrokenRule{"Minus128", [](auto& f) { f.embeddings->rows[77] = -128; }, "field embeddings.rows[77]",
                   "must be from -127 to 127"},
        BrokenRule{"ScaleUnitZero", [](auto& f) { f.embeddings->scale_unit = 0.0f; }, "field embeddings.scale_unit",
                   "power of two"},
        BrokenRule{"ScaleUnitNegative", [](auto& f) { f.embeddings->scale_unit = -0.5f; },
                   "field embeddings.scale_unit", "power of two"},
        BrokenRule{"ScaleUnitOdd", [](auto& f) { f.embeddings->scale_unit = 0.75f; }, "field embeddings.scale_unit",
                   "power of two"},
        BrokenRule{"ScaleUnitNan", [](auto& f) { f.embeddings->scale_unit = kNan; }, "field embeddings.scale_unit",
                   "power of two"},
        BrokenRule{"ScaleUnitInfinite", [](auto& f) { f.embeddings->scale_unit = HUGE_VALF; },
                   "field embeddings.scale_unit", "power of two"},
        BrokenRule{"ScaleUnitHuge", [](auto& f) { f.embeddings->scale_unit = 0x1p120f; }, "field embeddings.scales[0]",
                   "must be above 0 and at most"},
        BrokenRule{"ScaleMissing", [](auto& f) { f.embeddings->scales.pop_back(); }, "field embeddings.scales",
                   "has 119 values"},
        BrokenRule{"ScaleZero", [](auto& f) { f.embeddings->scales[5] = 0; }, "field embeddings.scales[5]",
                   "must be above 0"},
        BrokenRule{"ScaleNegative", [](auto& f) { f.embeddings->scales[5] = 0x8001; }, "field embeddings.scales[5]",
                   "must be above 0"},
        BrokenRule{"ScaleNan", [](auto& f) { f.embeddings->scales[5] = kHalfNan; }, "field embeddings.scales[5]",
                   "must be above 0"},
        BrokenRule{"ScaleInfinite", [](auto& f) { f.embeddings->scales[5] = 0x7C00; }, "field embeddings.scales[5]",
                   "must be above 0"},
        BrokenRule{"BiasMissing", [](auto& f) { f.embeddings->output_bias.pop_back(); },
                   "field embeddings.output_bias", "has 119 values"},
        BrokenRule{"BiasNan", [](auto& f) { f.embeddings->output_bias[8] = kNan; }, "field embeddings.output_bias[8]",
                   "magnitude at most"},
        BrokenRule{"BiasHuge", [](auto& f) { f.embeddings->output_bias[8] = -2e6f; },
                   "field embeddings.output_bias[8]", "magnitude at most"},
        BrokenRule{"NoHidden", [](auto& f) { f.gru->hidden_size = 0; }, "field gru.hidden_size", "multiple of 8"},
        BrokenRule{"OddHidden", [](auto& f) { f.gru->hidden_size = 12; }, "field gru.hidden_size", "multiple of 8"},
        BrokenRule{"WideHidden", [](auto& f) { f.gru->hidden_size = 1032; }, "field gru.hidden_size", "to 1024"},
        BrokenRule{"LogitScaleZero", [](auto& f) { f.gru->logit_scale = 0.0f; }, "field gru.logit_scale", "above 0"},
        BrokenRule{"LogitScaleNan", [](auto& f) { f.gru->logit_scale = kNan; }, "field gru.logit_scale", "above 0"},
        BrokenRule{"LogitScaleHuge", [](auto& f) { f.gru->logit_scale = 20000.0f; }, "field gru.logit_scale",
                   "at most"},
        BrokenRule{"InputWeightMissing", [](auto& f) { f.gru->input_weights.pop_back(); }, "field gru.input_weights",
                   "3 * hidden_size * dim"},
        BrokenRule{"InputWeightNan", [](auto& f) { f.gru->input_weights[3] = kHalfNan; },
                   "field gru.input_weights[3]", "finite"},
        BrokenRule{"HiddenWeightMissing", [](auto& f) { f.gru->hidden_weights.clear(); }, "field gru.hidden_weights",
                   "has 0 values, must have 3072"},
        BrokenRule{"HiddenWeightInfinite", [](auto& f) { f.gru->hidden_weights.back() = kHalfInfinity; },
                   "field gru.hidden_weights[3071]", "finite"},
        BrokenRule{"GateBiasTooMany", [](auto& f) { f.gru->gate_bias.push_back(0); }, "field gru.gate_bias",
                   "must have 96"},
        BrokenRule{"GateBiasInfinite", [](auto& f) { f.gru->gate_bias[0] = kHalfInfinity; }, "field gru.gate_bias[0]",
                   "finite"},
        BrokenRule{"QueryWeightMissing", [](auto& f) { f.gru->query_weights.pop_back(); }, "field gru.query_weights",
                   "dim * (hidden_size + dim)"},
        BrokenRule{"QueryWeightNan", [](auto& f) { f.gru->query_weights[0] = kHalfNan; },
                   "field gru.query_weights[0]", "finite"},
        BrokenRule{"QueryBiasMissing", [](auto& f) { f.gru->query_bias.clear(); }, "field gru.query_bias",
                   "has 0 values, must have 32"},
        BrokenRule{"QueryBiasNan", [](auto& f) { f.gru->query_bias[31] = kHalfNan; }, "field gru.query_bias[31]",
                   "finite"},
        BrokenRule{"QueryBiasAlone", [](auto& f) { f.gru->query_bias.assign(32, 0); }, "field gru.query_bias",
                   "stands without gru.query_weights", without_query_layer()},
        BrokenRule{"NoQueryLayerForOtherWidth",
                   [](auto& f) {
                     f.gru->hidden_size = 8;
                     f.gru->input_weights.assign(3 * 8 * 32, 0);
                     f.gru->hidden_weights.assign(3 * 8 * 8, 0);
                     f.gru->gate_bias.assign(3 * 8, 0);
                   },
                   "field gru.query_weights", "is missing although hidden_size 8 differs from dim 32",
                   without_query_layer()}),
    rule_name);

TEST(ReadNetwork, DecodesScalesExactly) {
  schema::ModelFileT file = testing::make_test_file();
  file.embeddings->scale_unit = 0x1p-20f;
  file.embeddings->scales.assign(120, 0x6400);  // 1024
  Result<std::shared_ptr<const Model>> model = Model::open(std::move(serialize(file)).value());
  ASSERT_TRUE(model.ok()) << model.status().to_string();
  EXPECT_EQ((*model)->embeddings().scales[119], 0x1p-10f);
}

TEST(ReadNetwork, TakesTheWidestNetwork) {
  testing::TestModelOptions options;
  options.item_count = 3;
  options.dim = 1024;
  options.hidden_size = 1024;
  const auto model = testing::make_test_model(options);
  EXPECT_EQ(model->gru().query_weights.size(), 1024u * 2048u);
}

TEST(ReadNetwork, MisalignedRowsAreRefused) {
  AlignedBytes bytes = testing::make_test_bytes();
  const auto model = testing::make_test_model();
  const size_t rows = model->embedding_rows_range().offset;
  // A vector's length stands in the 4 bytes before it. Move both 4 bytes down, and the field's offset with them.
  const auto* file = schema::GetModelFile(bytes.data());
  const auto* embeddings = reinterpret_cast<const uint8_t*>(file->embeddings());
  const auto* table = reinterpret_cast<const flatbuffers::Table*>(file->embeddings());
  const auto field =
      static_cast<size_t>(embeddings - bytes.data()) + table->GetOptionalFieldOffset(schema::Embeddings::VT_ROWS);
  std::memmove(bytes.data() + rows - 8, bytes.data() + rows - 4, 120 * 32 + 4);
  flatbuffers::WriteScalar<uint32_t>(bytes.data() + field, flatbuffers::ReadScalar<uint32_t>(bytes.data() + field) - 4);
  const Status status = Model::open(std::move(bytes)).status();
  EXPECT_EQ(status.code(), Code::kCorrupt);
  EXPECT_EQ(status.place(), "field embeddings.rows") << status.to_string();
  EXPECT_THAT(status.message(), ::testing::HasSubstr("multiple of 64"));
}

}  // namespace
}  // namespace nearshelf::model
