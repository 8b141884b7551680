#include "tests/conformance/sessions/run_shelves.h"

#include "tests/conformance/sessions/shelf_run.h"

namespace nearshelf_conformance {

Json run_shelves(const Json& vectors, const std::string& directory, const std::string& scratch) {
  Json expected = Json::array();
  for (const Json& entry : vectors.at("shelves")) {
    ShelfRun run(entry, directory, scratch + "/" + std::to_string(expected.size()) + ".db");
    Json& steps = expected.emplace_back(Json::array());
    for (const Json& step : entry.at("steps")) steps.push_back(run.run(step));
  }
  return expected;
}

}  // namespace nearshelf_conformance
