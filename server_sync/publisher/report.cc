#include "server_sync/publisher/report.h"

#include "server_sync/publisher/format_text.h"

namespace nearshelf::publisher {

namespace {

using Json = nlohmann::ordered_json;

Json sizes_json(const std::vector<PartSize>& sizes) {
  Json list = Json::array();
  for (const PartSize& size : sizes) list.push_back({{"part", size.part}, {"bytes", size.bytes}});
  return list;
}

Json error_json(const QuantizationError& error) {
  return {{"max_abs", error.max_abs},           {"rms", error.rms},
          {"relative_rms", error.relative_rms}, {"mean_cosine", error.mean_cosine},
          {"worst_cosine", error.worst_cosine}, {"worst_row", error.worst_row},
          {"zero_rows", error.zero_rows}};
}

std::string counted(uint64_t count, const std::string& what) { return with_commas(count) + " " + what; }

std::string losses_text(const CatalogLosses& losses) {
  std::string text;
  const auto add = [&text](uint32_t count, const std::string& line) {
    if (count > 0) text += text_line("  lost", line);
  };
  add(losses.rare_categories, counted(losses.rare_categories, "rare categories of ") +
                                  counted(losses.rare_category_items, "items became unknown (65,535 are kept)"));
  add(losses.rare_brands, counted(losses.rare_brands, "rare brands of ") +
                              counted(losses.rare_brand_items, "items became unknown (65,535 are kept)"));
  add(losses.bad_texts, counted(losses.bad_texts, "texts were not UTF-8 and are left empty"));
  add(losses.bad_prices, counted(losses.bad_prices, "prices were negative or infinite and are unknown"));
  return text;
}

}  // namespace

Json report_json(const ArtifactReport& report) {
  Json json;
  json["file_bytes"] = report.file_bytes;
  json["max_bytes"] = report.max_bytes ? Json(*report.max_bytes) : Json();
  json["parts"] = sizes_json(report.parts);
  json["dropped"] = sizes_json(report.dropped);
  const CatalogLosses& losses = report.losses;
  json["losses"] = {{"rare_categories", losses.rare_categories},
                    {"rare_category_items", losses.rare_category_items},
                    {"rare_brands", losses.rare_brands},
                    {"rare_brand_items", losses.rare_brand_items},
                    {"bad_texts", losses.bad_texts},
                    {"bad_prices", losses.bad_prices}};
  if (report.network) {
    json["network"] = {{"dim", report.network->dim},
                       {"hidden_size", report.network->hidden_size},
                       {"quantization_error", error_json(report.network->embedding_error)},
                       {"max_weight_error", report.network->max_weight_error}};
  }
  if (report.past_sessions) {
    json["past_sessions"] = {{"offered_sessions", report.past_sessions->offered_sessions},
                             {"offered_clicks", report.past_sessions->offered_clicks},
                             {"kept_sessions", report.past_sessions->kept_sessions},
                             {"kept_clicks", report.past_sessions->kept_clicks}};
  }
  return json;
}

std::string report_text(const ArtifactReport& report) {
  std::string text = "Model file\n" + part_table(report.parts, report.file_bytes);
  if (report.max_bytes) text += text_line("  allowed", with_commas(*report.max_bytes) + " bytes");
  for (const PartSize& part : report.dropped) {
    text += text_line("  left out", part.part + ", which would take " + with_commas(part.bytes) + " bytes");
  }
  if (const auto& sessions = report.past_sessions) {
    text += text_line("  past sessions", counted(sessions->kept_sessions, "of ") +
                                             counted(sessions->offered_sessions, "kept, the most useful (") +
                                             counted(sessions->kept_clicks, "of ") +
                                             counted(sessions->offered_clicks, "clicks)"));
  }
  text += losses_text(report.losses);
  if (const auto& network = report.network) {
    const QuantizationError& error = network->embedding_error;
    text += "Quantization to int8\n";
    text += text_line("  error", "rms " + short_number(error.rms) + " (" + short_number(100.0 * error.relative_rms) +
                                     " % of the values), largest " + short_number(error.max_abs));
    text += text_line("  cosine", "mean " + std::to_string(error.mean_cosine) + ", worst " +
                                      std::to_string(error.worst_cosine) + " (item " + std::to_string(error.worst_row) +
                                      ")");
    text += text_line("  weights", "half floats, largest error " + short_number(network->max_weight_error));
  }
  return text;
}

}  // namespace nearshelf::publisher
