#include "tests/conformance/sessions/sync_json.h"

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace nearshelf_conformance {
namespace {

std::string base64(const uint8_t* bytes, size_t size) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(size, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, kVariant);
  text.pop_back();  // its NUL
  return text;
}

}  // namespace

nearshelf::Consent read_consent(const Json& json) {
  nearshelf::Consent consent;
  for (const auto& [key, value] : json.items()) {
    if (key == "granted") {
      consent.granted = value.get<uint32_t>();
    } else if (key == "global_privacy_control") {
      consent.global_privacy_control = value.get<bool>();
    } else if (key == "policy_version") {
      consent.policy_version = value.get_ref<const std::string&>();
    } else if (key == "time_ms") {
      consent.time_ms = value.get<int64_t>();
    } else {
      throw std::invalid_argument("unknown key " + key);
    }
  }
  return consent;
}

nearshelf::SyncOptions read_sync_options(const Json& json) {
  nearshelf::SyncOptions options;
  for (const auto& [key, value] : json.items()) {
    if (key == "key") {
      options.key = value.get_ref<const std::string&>();
    } else if (key == "manifest") {
      options.manifest = value.get_ref<const std::string&>();
    } else if (key == "pseudonym_days") {
      options.pseudonym_days = value.get<uint32_t>();
    } else if (key == "batch_events") {
      options.batch_events = value.get<uint32_t>();
    } else if (key == "batch_interval_ms") {
      options.batch_interval_ms = value.get<uint32_t>();
    } else if (key == "model_interval_ms") {
      options.model_interval_ms = value.get<uint32_t>();
    } else {
      throw std::invalid_argument("unknown key " + key);
    }
  }
  return options;
}

Json consent_json(const nearshelf::Result<nsh_consent_info>& result) {
  if (!result) return error_json(result.error());
  return {{"status", "OK"},
          {"effective", result->effective},
          {"granted", result->granted},
          {"global_privacy_control", result->global_privacy_control != 0},
          {"decided", result->decided != 0},
          {"time_ms", result->time_ms},
          {"policy_version", result->policy_version}};
}

Json events_json(const nearshelf::Result<nearshelf::Events>& result) {
  if (!result) return error_json(result.error());
  Json events = Json::array();
  for (size_t i = 0; i < result->size(); ++i) {
    const nearshelf::RecordedEvent event = (*result)[i];
    Json& json = events.emplace_back(Json{{"kind", kind_name(event.kind)},
                                          {"sequence", event.sequence},
                                          {"session_id", event.session_id},
                                          {"time_ms", event.time_ms},
                                          {"event_id", event.event_id}});
    if (!event.item_id.empty()) json["item_id"] = event.item_id;
    if (!event.query.empty()) json["query"] = event.query;
    if (event.dwell_ms) json["dwell_ms"] = *event.dwell_ms;
    if (event.scroll_percent) json["scroll_percent"] = *event.scroll_percent;
    if (event.quantity) json["quantity"] = *event.quantity;
    if (event.price) json["price"] = *event.price;
    if (event.rating) json["rating"] = *event.rating;
  }
  return {{"status", "OK"}, {"events", events}};
}

Json export_json(const nearshelf::Result<std::string>& result) {
  if (!result) return error_json(result.error());
  return {{"status", "OK"}, {"export", Json::parse(*result)}};
}

Json task_json(const nearshelf::Result<nearshelf::NextTask>& result) {
  if (!result) return error_json(result.error());
  if (!result->task) return {{"status", "OK"}, {"task", nullptr}, {"wait_ms", result->wait_ms}};
  constexpr std::array<std::string_view, 5> kKinds = {"", "events", "erase", "manifest", "model"};
  const nsh_task_info info = result->task.info();
  Json headers = Json::array();
  bool is_json = false;
  for (const auto& [name, value] : result->task.headers()) {
    headers.push_back({name, value});
    if (name == "Content-Type") is_json = value == "application/json";
  }
  Json task = {{"kind", kKinds.at(static_cast<size_t>(info.kind))},
               {"method", std::string_view(info.method.data, info.method.size)},
               {"url", std::string_view(info.url.data, info.url.size)},
               {"timeout_ms", info.timeout_ms},
               {"max_response_bytes", info.max_response_bytes},
               {"headers", headers}};
  if (is_json) {
    task["body_json"] = Json::parse(info.body, info.body + info.body_size);
  } else if (info.body_size > 0) {
    task["body"] = base64(info.body, info.body_size);
  }
  return {{"status", "OK"}, {"task", task}};
}

Json sync_info_json(const nearshelf::Result<nsh_sync_info>& result) {
  if (!result) return error_json(result.error());
  return {{"status", "OK"},
          {"queued_events", result->queued_events},
          {"dropped_events", result->dropped_events},
          {"acknowledged_events", result->acknowledged_events},
          {"pending_erasures", result->pending_erasures},
          {"last_success_ms", result->last_success_ms},
          {"retry_at_ms", result->retry_at_ms},
          {"last_http_status", result->last_http_status}};
}

Json model_info_json(const nearshelf::Result<nearshelf::Model>& result) {
  if (!result) return error_json(result.error());
  const auto info = result->info();
  if (!info) return error_json(info.error());
  return {{"status", "OK"},
          {"model_id", std::string_view(info->model_id.data, info->model_id.size)},
          {"version", info->version},
          {"item_count", info->item_count},
          {"rankers", info->rankers},
          {"created_at_ms", info->created_at_ms},
          {"session_timeout_ms", info->session_timeout_ms},
          {"artifact_bytes", info->artifact_bytes}};
}

}  // namespace nearshelf_conformance
