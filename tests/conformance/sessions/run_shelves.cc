#include "tests/conformance/sessions/run_shelves.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace nearshelf_conformance {
namespace {

Json result_json(const nearshelf::Result<void>& result) {
  return result ? Json{{"status", "OK"}} : error_json(result.error());
}

// One shelf in a file of its own, which the shopper agreed to, with a clock that the steps set.
class ShelfRun {
 public:
  ShelfRun(std::string directory, std::string path) : directory_(std::move(directory)), path_(std::move(path)) {
    reopen();
  }

  Json run(const Json& step) {
    const auto action = step.at("do").get<std::string>();
    if (action == "set_clock") {
      now_ms_ = step.at("now_ms").get<int64_t>();
      return {{"status", "OK"}};
    }
    if (action == "reopen") return reopen();
    if (action == "install_model") return install(step.at("model").get<std::string>());
    if (action == "track") return track(step.at("event"));
    if (action == "recommend") {
      return recommendations_json(shelf_.recommend(read_options(step.at("options"))), step.value("described", false));
    }
    if (action == "session") return session();
    if (action == "end_session") return result_json(shelf_.end_session());
    if (action == "forget_all") return result_json(shelf_.forget_all());
    throw std::invalid_argument("unknown step " + action);
  }

 private:
  Json reopen() {
    shelf_ = nearshelf::Shelf();  // a file is held by one at a time
    nearshelf::ShelfOptions options;
    options.path = path_;
    options.clock = [this] { return now_ms_; };
    auto shelf = nearshelf::Shelf::open(options);
    if (!shelf) return error_json(shelf.error());
    shelf_ = *std::move(shelf);
    return result_json(shelf_.set_consent({.granted = NSH_PURPOSE_PERSONALIZATION, .policy_version = "1"}));
  }

  Json install(const std::string& model) {
    std::ifstream in(directory_ + "/" + model, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    return result_json(shelf_.install_model(bytes.data(), bytes.size()));
  }

  Json track(const Json& event) {
    const auto result = shelf_.track(read_event(event));
    if (!result) return error_json(result.error());
    return {{"status", "OK"},
            {"session_id", result->session_id},
            {"duplicate", result->duplicate != 0},
            {"item_known", result->item_known != 0}};
  }

  Json session() {
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

  std::string directory_;
  std::string path_;
  int64_t now_ms_ = 0;
  nearshelf::Shelf shelf_;
};

}  // namespace

Json run_shelves(const Json& vectors, const std::string& directory, const std::string& scratch) {
  Json expected = Json::array();
  for (const Json& entry : vectors.at("shelves")) {
    ShelfRun run(directory, scratch + "/" + std::to_string(expected.size()) + ".db");
    Json& steps = expected.emplace_back(Json::array());
    for (const Json& step : entry.at("steps")) steps.push_back(run.run(step));
  }
  return expected;
}

}  // namespace nearshelf_conformance
