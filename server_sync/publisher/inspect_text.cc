#include <algorithm>

#include "server_sync/publisher/format_text.h"
#include "server_sync/publisher/inspect.h"

namespace nearshelf::publisher {

namespace {

using Json = nlohmann::ordered_json;

std::string number_text(const Json& number) {
  return number.is_number_float() ? short_number(number.get<double>()) : with_commas(number.get<uint64_t>());
}

std::string text_or(const Json& value, const char* otherwise) {
  return value.is_string() && !value.get_ref<const std::string&>().empty() ? value.get<std::string>() : otherwise;
}

std::string provenance_text(const Json& json) {
  const Json& provenance = json["provenance"];
  std::string text;
  text += text_line("  version", std::to_string(provenance["version"].get<uint64_t>()));
  text += text_line("  created", text_or(provenance["created_at"], "unknown"));
  text += text_line("  made by", text_or(provenance["tool_version"], "unknown") + ", preset " +
                                     text_or(provenance["preset"], "unknown") + ", seed " +
                                     std::to_string(provenance["seed"].get<uint64_t>()));
  text += text_line("  trained on", number_text(provenance["train_sessions"]) + " sessions, " +
                                        number_text(provenance["train_clicks"]) + " clicks, " +
                                        text_or(provenance["window_begin"], "unknown time") + " to " +
                                        text_or(provenance["window_end"], "unknown time"));
  for (const auto& [name, value] : provenance["metrics"].items()) text += text_line("  " + name, number_text(value));
  return text;
}

std::string catalog_text(const Json& catalog) {
  std::string text =
      text_line("  items", number_text(catalog["items"]) + ", ids " + catalog["first_id"].get<std::string>() + " to " +
                               catalog["last_id"].get<std::string>());
  text += text_line("  categories", number_text(catalog["categories"]) + ", known for " +
                                        number_text(catalog["items_with_category"]) + " items");
  text += text_line("  brands", number_text(catalog["brands"]) + ", known for " +
                                    number_text(catalog["items_with_brand"]) + " items");
  text += text_line("  prices", "of " + number_text(catalog["items_with_price"]) + " items");
  text += text_line("  titles", "of " + number_text(catalog["items_with_title"]) + " items");
  return text;
}

std::string rankers_text(const Json& json) {
  std::string text;
  const Json& network = json["network"];
  text += text_line("  session model", network.is_null()
                                           ? std::string("none")
                                           : "GRU of " + number_text(network["hidden_size"]) + " units over " +
                                                 number_text(network["dim"]) + " dimensions");
  const Json& sessions = json["past_sessions"];
  text += text_line("  past sessions", sessions.is_null() ? std::string("none")
                                                          : number_text(sessions["sessions"]) + " with " +
                                                                number_text(sessions["clicks"]) + " clicks on " +
                                                                number_text(sessions["distinct_items"]) + " items");
  const Json& priors = json["priors"];
  text += text_line("  popularity", priors.is_null() ? std::string("none")
                                                     : "led by item " + priors["most_popular_id"].get<std::string>());
  text += text_line("  blend", number_text(json["blend"].size()) + " fitted values");
  return text;
}

}  // namespace

std::string inspect_text(const Json& json) {
  std::vector<PartSize> parts;
  for (const Json& part : json["parts"]) parts.push_back({part["part"], part["bytes"]});
  std::string text = "Model " + json["provenance"]["model_id"].get<std::string>() + " (format " +
                     json["format"]["major"].dump() + "." + json["format"]["minor"].dump() + ")\n";
  text += provenance_text(json);
  text += "Catalog\n" + catalog_text(json["catalog"]);
  text += "Rankers\n" + rankers_text(json);
  text += "Bytes\n" + part_table(parts, json["file_bytes"].get<size_t>());
  text += "Checks\n";
  for (const Json& check : json["checks"]) {
    text += text_line(check["ok"].get<bool>() ? "  ok" : "  MISSING", check["check"].get<std::string>());
  }
  return text;
}

}  // namespace nearshelf::publisher
