// Writes the seeds of model_open_fuzzer: small valid models that differ in which parts they have.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/support/test_model.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
    return 2;
  }
  for (unsigned parts = 0; parts < 64; ++parts) {
    nearshelf::testing::TestModelOptions options;
    options.seed = parts + 1;
    options.item_count = 1 + parts % 7;
    options.sessions = {{0, 0}, std::vector<uint32_t>(40, options.item_count - 1), {options.item_count / 2}};
    options.text_ids = parts & 1;
    options.with_attributes = parts & 2;
    options.with_gru = parts & 4;
    options.hidden_size = parts & 8 ? 8 : 32;
    options.with_query_layer = options.hidden_size != options.dim;
    options.with_output_bias = parts & 16;
    options.with_neighbors = parts & 32;
    options.with_priors = parts & 16;
    options.blend = {{"gru", 0.5f}, {"popular", 2.0f}};
    const auto bytes = nearshelf::testing::make_test_bytes(options);
    const auto path = std::filesystem::path(argv[1]) / ("seed" + std::to_string(parts));
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
  }
  return 0;
}
