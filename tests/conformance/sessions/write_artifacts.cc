#include "tests/conformance/sessions/write_artifacts.h"

#include <fstream>

#include "tests/support/test_model.h"

namespace nearshelf_conformance {
namespace {

void write_artifact(const nearshelf::testing::TestModelOptions& options, const std::string& path) {
  const auto bytes = nearshelf::testing::make_test_bytes(options);
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

void write_artifacts(const std::string& directory) {
  nearshelf::testing::TestModelOptions shop;
  shop.model_id = "shop-1";
  shop.item_count = 60;
  shop.text_ids = true;
  shop.hidden_size = 16;
  write_artifact(shop, directory + "/shop-1.nsm");
  // A week later: more items, another training run, no projection of the query.
  shop.model_id = "shop-2";
  shop.version = 2;
  shop.seed = 2;
  shop.item_count = 80;
  shop.hidden_size = 32;
  shop.with_query_layer = false;
  shop.normalize_query = true;
  shop.logit_scale = 8.0f;
  write_artifact(shop, directory + "/shop-2.nsm");
  // A shop with numbers for ids, no attributes and no session model.
  nearshelf::testing::TestModelOptions plain;
  plain.model_id = "plain";
  plain.seed = 3;
  plain.item_count = 40;
  plain.with_attributes = false;
  plain.with_gru = false;
  write_artifact(plain, directory + "/plain.nsm");
}

}  // namespace nearshelf_conformance
