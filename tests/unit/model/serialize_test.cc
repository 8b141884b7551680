#include "sdk/model/serialize.h"

#include <gtest/gtest.h>

#include <cstring>

#include "sdk/model/model.h"
#include "tests/support/test_model.h"

namespace nearshelf::model {
namespace {

using testing::make_test_bytes;
using testing::make_test_file;
using testing::TestModelOptions;

TEST(Serialize, SameObjectSameBytes) {
  const AlignedBytes a = make_test_bytes();
  const AlignedBytes b = make_test_bytes();
  ASSERT_EQ(a.size(), b.size());
  EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size()), 0);
}

TEST(Serialize, NothingIsLostOnTheWay) {
  TestModelOptions options;
  options.blend = {{"gru", 0.5f}, {"popular", 0.25f}};
  const AlignedBytes bytes = make_test_bytes(options);
  schema::ModelFileT unpacked;
  schema::GetModelFile(bytes.data())->UnPackTo(&unpacked);
  const Result<AlignedBytes> again = serialize(unpacked);
  ASSERT_TRUE(again.ok());
  ASSERT_EQ(again->size(), bytes.size());
  EXPECT_EQ(std::memcmp(again->data(), bytes.data(), bytes.size()), 0);
}

// A field added to the schema and forgotten in serialize() would be lost above without a trace, if no test model sets
// it. This one sees every field of the generated object at a value of its own.
TEST(Serialize, KnowsEveryFieldOfTheRoot) {
  schema::ModelFileT file = make_test_file();
  file.format_minor = 7;
  file.session_timeout_ms = 60'000;
  const Result<AlignedBytes> bytes = serialize(file);
  ASSERT_TRUE(bytes.ok());
  const auto* table = reinterpret_cast<const flatbuffers::Table*>(schema::GetModelFile(bytes->data()));
  EXPECT_EQ(schema::GetModelFile(bytes->data())->format_minor(), 7);
  EXPECT_EQ(schema::GetModelFile(bytes->data())->session_timeout_ms(), 60'000);
  for (const flatbuffers::voffset_t field :
       {schema::ModelFile::VT_PROVENANCE, schema::ModelFile::VT_CATALOG, schema::ModelFile::VT_EMBEDDINGS,
        schema::ModelFile::VT_GRU, schema::ModelFile::VT_POPULARITY, schema::ModelFile::VT_TREND,
        schema::ModelFile::VT_NEIGHBORS}) {
    EXPECT_TRUE(table->CheckField(field)) << field;
  }
}

TEST(Serialize, AlignsRowsBehindAnything) {
  for (size_t id_length = 1; id_length < 70; ++id_length) {
    TestModelOptions options;
    options.item_count = 3;
    options.model_id.assign(id_length, 'm');
    const auto model = testing::make_test_model(options);
    ASSERT_EQ(model->embedding_rows_range().offset % 64, 0u) << id_length;
  }
}

TEST(Serialize, RefusesAFileWithoutItsRequiredParts) {
  schema::ModelFileT without_provenance = make_test_file();
  without_provenance.provenance.reset();
  EXPECT_EQ(serialize(without_provenance).status().code(), Code::kInvalidArgument);
  schema::ModelFileT without_catalog = make_test_file();
  without_catalog.catalog.reset();
  EXPECT_EQ(serialize(without_catalog).status().code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace nearshelf::model
