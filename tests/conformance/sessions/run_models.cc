#include "tests/conformance/sessions/run_models.h"

#include <map>

namespace nearshelf_conformance {

Json run_models(const Json& vectors, const std::string& directory) {
  std::map<std::string, nearshelf::Model> models;
  Json expected = Json::array();
  for (const Json& entry : vectors.at("models")) {
    const auto name = entry.at("model").get<std::string>();
    if (!models.contains(name)) {
      auto model = nearshelf::Model::open_file(directory + "/" + name);
      if (!model) throw std::runtime_error(model.error().to_string());
      models.emplace(name, *std::move(model));
    }
    std::vector<std::string_view> items;
    for (const Json& item : entry.at("items")) items.push_back(item.get_ref<const std::string&>());
    const auto result = models.at(name).recommend(items, read_options(entry.at("options")));
    expected.push_back(recommendations_json(result, entry.value("described", false)));
  }
  return expected;
}

}  // namespace nearshelf_conformance
