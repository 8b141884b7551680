#include "tests/conformance/sessions/vector_json.h"

#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace nearshelf_conformance {
namespace {

constexpr std::array<std::string_view, 9> kKinds = {"",         "view",   "click",  "add_to_cart", "remove_from_cart",
                                                    "purchase", "search", "rating", "impression"};

nsh_event_kind read_kind(const Json& json) {
  for (size_t kind = 1; kind < kKinds.size(); ++kind) {
    if (json == kKinds[kind]) return static_cast<nsh_event_kind>(kind);
  }
  throw std::invalid_argument("no kind of event: " + json.dump());
}

std::string_view text(const Json& json) { return json.get_ref<const std::string&>(); }

std::vector<std::string_view> texts(const Json& json) {
  std::vector<std::string_view> result;
  for (const Json& entry : json) result.push_back(text(entry));
  return result;
}

[[noreturn]] void refuse(const std::string& key) { throw std::invalid_argument("unknown key " + key); }

}  // namespace

std::string float_bits(float value) {
  std::string hex;
  for (int shift = 28; shift >= 0; shift -= 4) {
    hex += "0123456789abcdef"[std::bit_cast<uint32_t>(value) >> shift & 15u];
  }
  return hex;
}

std::string_view kind_name(nsh_event_kind kind) { return kKinds.at(static_cast<size_t>(kind)); }

nearshelf::Event read_event(const Json& json) {
  nearshelf::Event event;
  for (const auto& [key, value] : json.items()) {
    if (key == "kind") {
      event.kind = read_kind(value);
    } else if (key == "item_id") {
      event.item_id = text(value);
    } else if (key == "event_id") {
      event.event_id = text(value);
    } else if (key == "query") {
      event.query = text(value);
    } else if (key == "time_ms") {
      event.time_ms = value.get<int64_t>();
    } else if (key == "dwell_ms") {
      event.dwell_ms = value.get<int64_t>();
    } else if (key == "scroll_percent") {
      event.scroll_percent = value.get<int32_t>();
    } else if (key == "quantity") {
      event.quantity = value.get<int64_t>();
    } else if (key == "price") {
      event.price = value.get<double>();
    } else if (key == "rating") {
      event.rating = value.get<double>();
    } else {
      refuse(key);
    }
  }
  return event;
}

nearshelf::RecommendOptions read_options(const Json& json) {
  nearshelf::RecommendOptions options;
  for (const auto& [key, value] : json.items()) {
    if (key == "count") {
      options.count = value.get<uint32_t>();
    } else if (key == "rankers") {
      options.rankers = value.get<uint32_t>();
    } else if (key == "max_per_category") {
      options.max_per_category = value.get<uint32_t>();
    } else if (key == "exclude_session_items") {
      options.exclude_session_items = value.get<bool>();
    } else if (key == "exclude_purchased") {
      options.exclude_purchased = value.get<bool>();
    } else if (key == "with_reasons") {
      options.with_reasons = value.get<bool>();
    } else if (key == "min_price") {
      options.min_price = value.get<float>();
    } else if (key == "max_price") {
      options.max_price = value.get<float>();
    } else if (key == "categories") {
      options.categories = texts(value);
    } else if (key == "brands") {
      options.brands = texts(value);
    } else if (key == "excluded_items") {
      options.excluded_items = texts(value);
    } else {
      refuse(key);
    }
  }
  return options;
}

Json error_json(const nearshelf::Error& error) {
  Json json = {{"status", nsh_status_name(error.code)}};
  if (!error.place.empty()) json["place"] = error.place;
  return json;
}

Json recommendations_json(const nearshelf::Result<nearshelf::Recommendations>& result, bool described) {
  if (!result) return error_json(result.error());
  constexpr std::array<std::string_view, 3> kContexts = {"none", "session", "history"};
  Json items = Json::array();
  for (size_t i = 0; i < result->size(); ++i) {
    const nearshelf::Item item = (*result)[i];
    Json& json = items.emplace_back(Json{{"id", item.id}, {"score", float_bits(item.score)}});
    if (described) {
      json["title"] = item.title;
      json["category"] = item.category;
      json["brand"] = item.brand;
      json["price"] = item.price == item.price ? Json(float_bits(item.price)) : Json();
      json["url"] = item.url;
      json["image"] = item.image;
    }
    for (const nearshelf::Reason& reason : result->reasons(i)) {
      Json& reason_json =
          json["reasons"].emplace_back(Json{{"kind", reason.kind}, {"share", float_bits(reason.share)}});
      if (!reason.item_id.empty()) reason_json["item_id"] = reason.item_id;
      if (described && !reason.item_title.empty()) reason_json["item_title"] = reason.item_title;
    }
  }
  return {{"status", "OK"}, {"context", kContexts.at(static_cast<size_t>(result->context()))}, {"items", items}};
}

}  // namespace nearshelf_conformance
