// Writes the seeds of sync_answer_fuzzer: a good answer of each kind. The first byte is how many events were asked
// about.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sdk/schema/events_generated.h"

namespace {

namespace wire = nearshelf::schema::sync;

std::string reply(size_t events, size_t remarks) {
  flatbuffers::FlatBufferBuilder builder;
  std::vector<flatbuffers::Offset<wire::Remark>> offsets;
  for (size_t i = 0; i < remarks; ++i) {
    offsets.push_back(wire::CreateRemark(builder, static_cast<uint32_t>(i), builder.CreateString("time.too_old")));
  }
  const auto vector = builder.CreateVector(offsets);
  builder.Finish(wire::CreateReply(builder, builder.CreateVector(std::vector<uint8_t>(events, 2)), vector));
  return std::string(1, static_cast<char>(events)) +
         std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
    return 2;
  }
  const std::string hash(64, 'a');
  const std::vector<std::string> seeds = {reply(1, 0),
                                          reply(3, 2),
                                          reply(7, 7),
                                          "x{\"format\":\"nearshelf-manifest\",\"format_version\":1,\"model\":{\"id\":"
                                          "\"m\",\"version\":3,\"url\":\"a/../b.nsm\","
                                          "\"bytes\":12,\"sha256\":\"" +
                                              hash + "\"}}",
                                          "x{\"request_id\":\"r1\",\"signature\":\"00\"}",
                                          "x120",
                                          "xSun, 06 Nov 1994 08:49:37 GMT",
                                          "xSunday, 06-Nov-94 08:49:37 GMT",
                                          "xSun Nov  6 08:49:37 1994"};
  for (size_t i = 0; i < seeds.size(); ++i) {
    const auto path = std::filesystem::path(argv[1]) / ("seed" + std::to_string(i));
    std::ofstream file(path, std::ios::binary);
    file << seeds[i];
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
  }
  return 0;
}
