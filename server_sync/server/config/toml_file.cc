#include <toml++/toml.h>

#include "server_sync/server/config/keys.h"
#include "server_sync/server/config/load.h"

namespace nearshelf::server {
namespace {

std::string place_of(const std::string& file, const toml::source_region& source) {
  return file + ":" + std::to_string(source.begin.line);
}

Result<KeyValue> value_of(const toml::node& node, const std::string& name) {
  if (const auto* text = node.as_string()) return KeyValue(text->get());
  if (const auto* number = node.as_integer()) return KeyValue(number->get());
  if (const auto* flag = node.as_boolean()) return KeyValue(flag->get());
  if (const auto* array = node.as_array()) {
    std::vector<std::string> list;
    for (const toml::node& element : *array) {
      const auto* text = element.as_string();
      if (!text) return invalid_argument(name + " has to be a list of strings");
      list.push_back(text->get());
    }
    return KeyValue(std::move(list));
  }
  return invalid_argument(name + " cannot be of this type");
}

Status apply_table(const toml::table& table, const std::string& prefix, const std::string& file, Config& config) {
  for (const auto& [toml_key, node] : table) {
    const std::string name = prefix + std::string(toml_key.str());
    const std::string place = place_of(file, toml_key.source());
    const Key* key = find_key(name);
    if (!key && node.is_table()) {
      NEARSHELF_RETURN_IF_ERROR(apply_table(*node.as_table(), name + ".", file, config));
      continue;
    }
    if (!key) return invalid_argument("there is no key " + name + "; docs/operations.md lists them", place);
    Result<KeyValue> value = value_of(node, name);
    if (!value.ok()) return value.status().at(place);
    if (const Status set = set_key(*key, *value, config); !set.ok()) return set.at(place);
  }
  return ok_status();
}

}  // namespace

Status apply_toml(std::string_view text, const std::string& file, Config& config) {
  try {
    return apply_table(toml::parse(text), "", file, config);
  } catch (const toml::parse_error& error) {
    return invalid_argument(error.description(), place_of(file, error.source()));
  }
}

}  // namespace nearshelf::server
