// Brings the session vectors up to date: write_session_vectors <directory> [--models].
//
// Runs what sessions.json says and writes what comes out as its "expect"; with --models also the artifacts anew. A
// change of an "expect" changes what devices in the field answer: it needs a reason in the changelog.
#include <cstring>
#include <fstream>
#include <iostream>

#include "tests/conformance/sessions/matches.h"
#include "tests/conformance/sessions/run_models.h"
#include "tests/conformance/sessions/run_shelves.h"
#include "tests/conformance/sessions/write_artifacts.h"
#include "tests/support/temp_dir.h"

namespace nearshelf_conformance {
namespace {

// One line an entry or step, so that a diff can be read.
void write_vectors(const Json& vectors, std::ostream& out) {
  const char* separator = "";
  out << "{\n\"models\": [\n";
  for (const Json& entry : vectors.at("models")) {
    out << separator << entry.dump();
    separator = ",\n";
  }
  out << "\n],\n\"shelves\": [\n";
  separator = "";
  for (const Json& entry : vectors.at("shelves")) {
    Json head = entry;
    head.erase("steps");
    std::string opening = head.dump();
    opening.back() = ',';
    out << separator << opening << " \"steps\": [\n";
    separator = "";
    for (const Json& step : entry.at("steps")) {
      out << separator << step.dump();
      separator = ",\n";
    }
    out << "\n]}";
    separator = ",\n";
  }
  out << "\n]\n}\n";
}

int update(const std::string& directory, bool with_artifacts) {
  const std::string path = directory + "/sessions.json";
  Json vectors;
  {
    std::ifstream in(path);
    vectors = Json::parse(in);
  }
  if (with_artifacts) write_artifacts(directory);
  const nearshelf::testing::TempDir scratch;
  const Json models = run_models(vectors, directory);
  const Json shelves = run_shelves(vectors, directory, scratch.path());
  for (size_t i = 0; i < models.size(); ++i) vectors["models"][i]["expect"] = models[i];
  for (size_t i = 0; i < shelves.size(); ++i) {
    for (size_t step = 0; step < shelves[i].size(); ++step) {
      Json& expected = vectors["shelves"][i]["steps"][step]["expect"];
      if (!matches(expected, shelves[i][step])) expected = shelves[i][step];  // an expression stays
    }
  }
  std::ofstream out(path);
  write_vectors(vectors, out);
  out.flush();
  return out ? 0 : 1;
}

}  // namespace
}  // namespace nearshelf_conformance

int main(int argc, char** argv) {
  const bool with_artifacts = argc == 3 && std::strcmp(argv[2], "--models") == 0;
  if (argc != 2 && !with_artifacts) {
    std::cerr << "usage: write_session_vectors <directory> [--models]\n";
    return 2;
  }
  return nearshelf_conformance::update(argv[1], with_artifacts);
}
