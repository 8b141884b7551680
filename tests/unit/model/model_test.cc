#include "sdk/model/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "sdk/model/limits.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/serialize.h"
#include "tests/support/test_model.h"

namespace nearshelf::model {
namespace {

using ::testing::HasSubstr;
using testing::make_test_bytes;
using testing::make_test_file;
using testing::make_test_model;
using testing::TestModelOptions;

// As small as a model with every part can be, so that every length and every byte can be tried.
TestModelOptions small() {
  TestModelOptions options;
  options.item_count = 4;
  options.hidden_size = 8;
  options.sessions = {{0, 1, 2}, {3, 1}};
  options.blend = {{"gru", 0.5f}};
  return options;
}

Status open_bytes(std::span<const uint8_t> bytes) { return Model::open(AlignedBytes::copy_of(bytes)).status(); }

// Reads everything that a view of the model reaches; sanitizers see a read that the verification should have stopped.
uint64_t touch(const Model& model) {
  uint64_t sum = 0;
  const Catalog& catalog = model.catalog();
  for (uint32_t i = 0; i < catalog.item_count(); ++i) {
    sum += catalog.find(catalog.id(i)).value();
    for (const std::string_view text :
         {catalog.title(i), catalog.url(i), catalog.image(i), catalog.category_name(catalog.category(i)),
          catalog.brand_name(catalog.brand(i))}) {
      for (const char c : text) sum += static_cast<uint8_t>(c);
    }
    if (model.has_gru()) {
      for (uint32_t d = 0; d < model.embeddings().dim; ++d) {
        sum += static_cast<uint8_t>(model.embeddings().rows[i * model.embeddings().dim + d]);
      }
    }
  }
  const NeighborsView& neighbors = model.neighbors();
  const PackedInts items(neighbors.items, std::max(neighbors.bits_per_item, 1u), neighbors.click_count);
  for (size_t i = 0; i < items.size(); ++i) sum += items[i] < model.item_count() ? 1 : 1'000'000;
  return sum;
}

TEST(Model, OpensWithEveryPart) {
  const auto model = make_test_model();
  EXPECT_EQ(model->item_count(), 120u);
  EXPECT_TRUE(model->has_gru());
  EXPECT_TRUE(model->has_neighbors());
  EXPECT_TRUE(model->has_rules());
  EXPECT_EQ(model->embeddings().dim, 32u);
  EXPECT_EQ(model->gru().hidden_size, 32u);
  EXPECT_EQ(model->popularity().size(), 120u);
  EXPECT_EQ(model->trend().size(), 120u);
  EXPECT_EQ(model->session_timeout_ms(), 1'800'000);
}

TEST(Model, OpensWithTheCatalogAlone) {
  TestModelOptions options;
  options.with_attributes = false;
  options.with_gru = false;
  options.with_neighbors = false;
  options.with_priors = false;
  const auto model = make_test_model(options);
  EXPECT_EQ(model->item_count(), 120u);
  EXPECT_FALSE(model->has_gru());
  EXPECT_FALSE(model->has_neighbors());
  EXPECT_EQ(model->embedding_rows_range().size, 0u);
}

TEST(Model, RowsAreAlignedAndWhereTheRangeSays) {
  for (const uint32_t items : {1u, 2u, 31u, 120u}) {
    TestModelOptions options;
    options.item_count = items;
    const auto model = make_test_model(options);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(model->embeddings().rows) % 64, 0u);
    EXPECT_EQ(model->embedding_rows_range().offset % 64, 0u);
    EXPECT_EQ(model->embedding_rows_range().size, items * 32u);
    EXPECT_EQ(reinterpret_cast<const int8_t*>(model->bytes().data()) + model->embedding_rows_range().offset,
              model->embeddings().rows);
  }
}

TEST(Model, RefusesWhatIsNoModel) {
  const Status empty = open_bytes({});
  EXPECT_EQ(empty.code(), Code::kCorrupt);
  EXPECT_THAT(empty.message(), HasSubstr("has 0 bytes"));
  const std::vector<uint8_t> zeros(4096, 0);
  EXPECT_THAT(open_bytes(zeros).message(), HasSubstr("not a Nearshelf model"));
  EXPECT_EQ(open_bytes(zeros).place(), "byte 4");
  AlignedBytes renamed = make_test_bytes();
  renamed.data()[4] = 'X';
  EXPECT_THAT(Model::open(std::move(renamed)).status().message(), HasSubstr("not a Nearshelf model"));
}

TEST(Model, RefusesANewerMajorVersionWhateverItHolds) {
  schema::ModelFileT file = make_test_file();
  file.format_major = kFormatMajor + 1;
  AlignedBytes bytes = std::move(serialize(file)).value();
  const Status status = open_bytes(bytes.span());
  EXPECT_EQ(status.code(), Code::kUnsupportedVersion);
  EXPECT_EQ(status.place(), "field format_major");
  EXPECT_THAT(status.message(), HasSubstr("update Nearshelf"));
  EXPECT_THAT(status.message(), Not(HasSubstr("damaged")));

  // A newer version may have given the other fields another meaning: here the catalog's offset leads nowhere.
  const auto* root = reinterpret_cast<const flatbuffers::Table*>(schema::GetModelFile(bytes.data()));
  const auto field = static_cast<size_t>(reinterpret_cast<const uint8_t*>(root) - bytes.data()) +
                     root->GetOptionalFieldOffset(schema::ModelFile::VT_CATALOG);
  flatbuffers::WriteScalar<uint32_t>(bytes.data() + field, 0x7FFFFFFF);
  EXPECT_EQ(open_bytes(bytes.span()).code(), Code::kUnsupportedVersion);
}

TEST(Model, RefusesMajorVersionZero) {
  schema::ModelFileT file = make_test_file();
  file.format_major = 0;
  const Status status = Model::open(std::move(serialize(file)).value()).status();
  EXPECT_EQ(status.code(), Code::kCorrupt);
  EXPECT_EQ(status.place(), "field format_major");
}

TEST(Model, IgnoresANewerMinorVersion) {
  schema::ModelFileT file = make_test_file();
  file.format_minor = 65535;
  EXPECT_TRUE(Model::open(std::move(serialize(file)).value()).ok());
}

// A file as a later minor version would write it: one field more in the root, which this version does not know.
TEST(Model, IgnoresUnknownFields) {
  const schema::ModelFileT file = make_test_file(small());
  flatbuffers::FlatBufferBuilder builder;
  const auto unknown = builder.CreateString("from the future");
  const auto provenance = schema::CreateProvenance(builder, file.provenance.get());
  const auto catalog = schema::CreateCatalog(builder, file.catalog.get());
  const auto start = builder.StartTable();
  builder.AddOffset(schema::ModelFile::VT_PROVENANCE, provenance);
  builder.AddOffset(schema::ModelFile::VT_CATALOG, catalog);
  builder.AddOffset(schema::ModelFile::VT_SESSION_TIMEOUT_MS + 2 * sizeof(flatbuffers::voffset_t), unknown);
  schema::FinishModelFileBuffer(builder, flatbuffers::Offset<schema::ModelFile>(builder.EndTable(start)));
  const Status status = open_bytes({builder.GetBufferPointer(), builder.GetSize()});
  EXPECT_TRUE(status.ok()) << status.to_string();
}

TEST(Model, RefusesAFileWithoutARequiredPart) {
  flatbuffers::FlatBufferBuilder builder;
  schema::FinishModelFileBuffer(builder,
                                flatbuffers::Offset<schema::ModelFile>(builder.EndTable(builder.StartTable())));
  const Status status = open_bytes({builder.GetBufferPointer(), builder.GetSize()});
  EXPECT_EQ(status.code(), Code::kCorrupt);
  EXPECT_THAT(status.message(), HasSubstr("required part is missing"));
}

// 2^20 entries that all point to one metric: little in the file, much in memory if it were believed.
TEST(Model, RefusesToFollowOneTableAMillionTimes) {
  const schema::ModelFileT file = make_test_file(small());
  flatbuffers::FlatBufferBuilder builder;
  const auto metric = schema::CreateMetricDirect(builder, std::string(200, 'x').c_str(), 1.0);
  const auto metrics = builder.CreateVector(std::vector<flatbuffers::Offset<schema::Metric>>(1 << 20, metric));
  const auto id = builder.CreateString("bomb");
  schema::ProvenanceBuilder provenance(builder);
  provenance.add_model_id(id);
  provenance.add_metrics(metrics);
  const auto provenance_offset = provenance.Finish();
  const auto catalog = schema::CreateCatalog(builder, file.catalog.get());
  schema::ModelFileBuilder root(builder);
  root.add_provenance(provenance_offset);
  root.add_catalog(catalog);
  schema::FinishModelFileBuffer(builder, root.Finish());
  EXPECT_EQ(open_bytes({builder.GetBufferPointer(), builder.GetSize()}).code(), Code::kCorrupt);
}

TEST(Model, EveryTruncationIsRefused) {
  const AlignedBytes bytes = make_test_bytes(small());
  for (size_t size = 0; size < bytes.size(); ++size) {
    const Status status = open_bytes(bytes.span().first(size));
    ASSERT_EQ(status.code(), Code::kCorrupt) << size << " of " << bytes.size() << " bytes: " << status.to_string();
    ASSERT_FALSE(status.place().empty());
  }
}

TEST(Model, EveryChangedByteIsRefusedOrHarmless) {
  const AlignedBytes good = make_test_bytes(small());
  size_t refused = 0;
  for (size_t i = 0; i < good.size(); ++i) {
    for (const uint8_t change : {0x01, 0x80, 0xFF}) {
      AlignedBytes bytes = AlignedBytes::copy_of(good.span());
      bytes.data()[i] ^= change;
      const Result<std::shared_ptr<const Model>> model = Model::open(std::move(bytes));
      if (model.ok()) {
        ASSERT_LT(touch(**model), 1'000'000u);
        continue;
      }
      ++refused;
      ASSERT_TRUE(model.status().code() == Code::kCorrupt || model.status().code() == Code::kUnsupportedVersion);
      ASSERT_FALSE(model.status().place().empty()) << model.status().to_string();
    }
  }
  EXPECT_GT(refused, good.size() / 4);
}

TEST(Model, RandomDamageIsRefusedOrHarmless) {
  const AlignedBytes good = make_test_bytes(small());
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    AlignedBytes bytes = AlignedBytes::copy_of(good.span());
    const int changes = 1 + static_cast<int>(random() % 8);
    for (int c = 0; c < changes; ++c) {
      // Small and extreme values, as offsets and sizes go wrong.
      const uint32_t values[] = {0,
                                 1,
                                 0x7FFFFFFF,
                                 0x80000000,
                                 0xFFFFFFFF,
                                 static_cast<uint32_t>(bytes.size()),
                                 static_cast<uint32_t>(random())};
      const uint32_t value = values[random() % 7];
      const size_t at = random() % (bytes.size() - 3);
      std::memcpy(bytes.data() + at, &value, 1 + random() % 4);
    }
    const Result<std::shared_ptr<const Model>> model = Model::open(std::move(bytes));
    if (model.ok()) {
      ASSERT_LT(touch(**model), 1'000'000u);
    }
  }
}

}  // namespace
}  // namespace nearshelf::model
