#include "tests/conformance/sessions/shelf_run.h"

#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <stdexcept>
#include <vector>

#include "tests/conformance/sessions/sync_json.h"

namespace nearshelf_conformance {
namespace {

Json result_json(const nearshelf::Result<void>& result) {
  return result ? Json{{"status", "OK"}} : error_json(result.error());
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::invalid_argument("no file " + path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::vector<uint8_t> bytes_of_hex(const std::string& hex) {
  std::vector<uint8_t> bytes(hex.size() / 2);
  if (sodium_hex2bin(bytes.data(), bytes.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr) != 0) {
    throw std::invalid_argument("not hexadecimal: " + hex);
  }
  return bytes;
}

std::string bytes_of_base64(const std::string& text) {
  std::string bytes(text.size(), '\0');
  size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    throw std::invalid_argument("not base64: " + text);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

ShelfRun::ShelfRun(const Json& entry, std::string directory, std::string path)
    : entry_(entry), directory_(std::move(directory)), path_(std::move(path)) {
  if (entry.contains("database")) {
    std::filesystem::copy_file(directory_ + "/" + entry["database"].get<std::string>(), path_);
  }
  if (entry.contains("now_ms")) now_ms_ = entry["now_ms"].get<int64_t>();
  reopen();
}

Json ShelfRun::run(const Json& step) {
  using Action = std::function<Json()>;
  const std::map<std::string, Action> actions = {
      {"set_clock",
       [&] {
         return now_ms_ = step.at("now_ms").get<int64_t>(), Json{{"status", "OK"}};
       }},
      {"reopen", [&] { return reopen(); }},
      {"install_model",
       [&] {
         const std::string bytes = read_file(directory_ + "/" + step.at("model").get<std::string>());
         return result_json(shelf_.install_model(bytes.data(), bytes.size()));
       }},
      {"model_info", [&] { return model_info_json(shelf_.model()); }},
      {"track", [&] { return track(step.at("event")); }},
      {"recommend",
       [&] {
         const auto result = shelf_.recommend(read_options(step.at("options")));
         return recommendations_json(result, step.value("described", false));
       }},
      {"session", [&] { return session(); }},
      {"end_session", [&] { return result_json(shelf_.end_session()); }},
      {"forget_all", [&] { return result_json(shelf_.forget_all()); }},
      {"trim_memory", [&] { return result_json(shelf_.trim_memory()); }},
      {"set_consent", [&] { return result_json(shelf_.set_consent(read_consent(step.at("consent")))); }},
      {"consent", [&] { return consent_json(shelf_.consent()); }},
      {"read_events",
       [&] {
         return events_json(
             shelf_.read_events(step.at("after_sequence").get<int64_t>(), step.at("max_count").get<uint32_t>()));
       }},
      {"export", [&] { return export_json(shelf_.export_json()); }},
      {"import", [&] { return result_json(shelf_.import_json(step.at("json").dump())); }},
      {"next_task", [&] { return next_task(step); }},
      {"finish_task", [&] { return finish_task(step); }},
      {"free_task",
       [&] {
         return task_ = {}, Json{{"status", "OK"}};
       }},
      {"sync_info", [&] { return sync_info_json(shelf_.sync_info()); }},
  };
  const auto found = actions.find(step.at("do").get<std::string>());
  if (found == actions.end()) throw std::invalid_argument("unknown step " + step.dump());
  return found->second();
}

Json ShelfRun::reopen() {
  task_ = {};
  shelf_ = nearshelf::Shelf();  // a file is held by one at a time
  nearshelf::ShelfOptions options;
  options.path = path_;
  options.clock = [this] { return now_ms_; };
  if (entry_.contains("key")) options.key = bytes_of_hex(entry_["key"].get<std::string>());
  if (entry_.contains("sync")) options.sync = read_sync_options(entry_["sync"]);
  auto shelf = nearshelf::Shelf::open(options);
  if (!shelf) return error_json(shelf.error());
  shelf_ = *std::move(shelf);
  static const Json kKept = {{"granted", NSH_PURPOSE_PERSONALIZATION}, {"policy_version", "1"}};
  const Json& consent = entry_.contains("consent") ? entry_["consent"] : kKept;
  return consent.is_null() ? Json{{"status", "OK"}} : result_json(shelf_.set_consent(read_consent(consent)));
}

Json ShelfRun::track(const Json& event) {
  const auto result = shelf_.track(read_event(event));
  if (!result) return error_json(result.error());
  return {{"status", "OK"},
          {"session_id", result->session_id},
          {"duplicate", result->duplicate != 0},
          {"item_known", result->item_known != 0}};
}

Json ShelfRun::session() {
  const auto info = shelf_.session();
  if (!info) return error_json(info.error());
  return {{"status", "OK"},
          {"session_id", info->session_id},
          {"started_ms", info->started_ms},
          {"last_active_ms", info->last_active_ms},
          {"event_count", info->event_count},
          {"context_items", info->context_items},
          {"active", info->active != 0}};
}

Json ShelfRun::next_task(const Json& step) {
  const auto moment = step.value("moment", "normal");
  if (moment != "normal" && moment != "leaving") throw std::invalid_argument("no moment: " + moment);
  auto result = shelf_.next_task(moment == "leaving" ? NSH_MOMENT_LEAVING : NSH_MOMENT_NORMAL);
  const Json json = task_json(result);
  if (result) task_ = std::move(result->task);
  return json;
}

Json ShelfRun::finish_task(const Json& step) {
  std::string body = step.value("body", "");
  if (step.contains("body_base64")) body = bytes_of_base64(step["body_base64"].get<std::string>());
  if (step.contains("body_file")) body = read_file(directory_ + "/" + step["body_file"].get<std::string>());
  return result_json(shelf_.finish(std::move(task_), step.at("http_status").get<int32_t>(), body,
                                   step.value("retry_after", ""), step.value("etag", "")));
}

}  // namespace nearshelf_conformance
