// Goes through libnearshelf's public header only, as an app does; so no header of the core beside it is included here.
#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "nearshelf/nearshelf.hpp"
#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"
#include "server_sync/cli/recommend_report.h"

namespace nearshelf::cli {
namespace {

struct Flags {
  std::string model;
  std::optional<std::string> session;
  std::string db;
  uint32_t k = 20;
  std::string only = "all";
  std::vector<std::string> categories, brands, excluded;
  std::optional<float> min_price, max_price;
  uint32_t max_per_category = 0;
  bool exclude_session = false;
  bool json = false;
};

constexpr std::pair<const char*, uint32_t> kRankers[] = {
    {"all", NSH_RANKER_ALL},     {"gru", NSH_RANKER_GRU},       {"neighbors", NSH_RANKER_NEIGHBORS},
    {"rules", NSH_RANKER_RULES}, {"own", NSH_RANKER_OWN_ITEMS}, {"popular", NSH_RANKER_POPULAR}};

std::vector<std::string> split_ids(const std::string& session) {
  std::istringstream words(session);
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

RecommendOptions make_options(const Flags& flags) {
  RecommendOptions options;
  options.count = flags.k;
  for (const auto& [name, ranker] : kRankers) {
    if (flags.only == name) options.rankers = ranker;
  }
  options.max_per_category = flags.max_per_category;
  options.exclude_session_items = flags.exclude_session;
  options.min_price = flags.min_price;
  options.max_price = flags.max_price;
  options.categories = views(flags.categories);
  options.brands = views(flags.brands);
  options.excluded_items = views(flags.excluded);
  return options;
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (!file) return Error{NSH_STATUS_IO, "the model file cannot be read", path};
  return bytes;
}

Result<Recommendations> from_model(const Flags& flags, const std::vector<std::string>& ids, double& milliseconds) {
  Result<Model> model = Model::open_file(flags.model);
  if (!model) {
    Error error = model.error();
    // What is wrong inside the file has a place inside the file.
    if (error.place.rfind(flags.model, 0) != 0)
      error.place = flags.model + (error.place.empty() ? "" : ", " + error.place);
    return error;
  }
  const auto start = std::chrono::steady_clock::now();
  Result<Recommendations> found = model->recommend(views(ids), make_options(flags));
  milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return found;
}

// Who names a file of their own agrees to its being kept. A file in which a shopper has decided stays as it is.
Result<void> grant_a_new_profile(Shelf& shelf) {
  const Result<nsh_consent_info> consent = shelf.consent();
  if (!consent) return consent.error();
  if (consent->decided) return {};
  return shelf.set_consent({.granted = NSH_PURPOSE_PERSONALIZATION, .policy_version = "nearshelf-recommend"});
}

// With --session the items become a session of their own in the database; without, the present session goes on.
Result<Recommendations> from_shelf(const Flags& flags, const std::vector<std::string>& ids, double& milliseconds) {
  ShelfOptions shelf_options;
  shelf_options.path = flags.db;
  Result<Shelf> shelf = Shelf::open(shelf_options);
  if (!shelf) return shelf.error();
  if (Result<void> granted = grant_a_new_profile(*shelf); !granted) return granted.error();
  if (!flags.model.empty()) {
    const Result<std::string> bytes = read_file(flags.model);
    if (!bytes) return bytes.error();
    if (Result<void> installed = shelf->install_model(bytes->data(), bytes->size()); !installed) {
      return installed.error();
    }
  }
  if (flags.session) {
    if (Result<void> ended = shelf->end_session(); !ended) return ended.error();
  }
  for (const std::string& id : ids) {
    Event event;
    event.item_id = id;
    if (Result<nsh_track_result> tracked = shelf->track(event); !tracked) return tracked.error();
  }
  const auto start = std::chrono::steady_clock::now();
  Result<Recommendations> found = shelf->recommend(make_options(flags));
  milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return found;
}

int recommend(const Flags& flags) {
  const std::vector<std::string> ids = split_ids(flags.session.value_or(""));
  double milliseconds = 0;
  const Result<Recommendations> found =
      flags.db.empty() ? from_model(flags, ids, milliseconds) : from_shelf(flags, ids, milliseconds);
  if (!found) {
    const Error& error = found.error();
    std::fprintf(stderr, "nearshelf: %s%s%s\n", error.place.c_str(), error.place.empty() ? "" : ": ",
                 error.message.c_str());
    return kFailure;
  }
  const std::string report =
      flags.json ? recommendations_json(*found, ids, milliseconds) : recommendations_text(*found, milliseconds);
  std::fputs(report.c_str(), stdout);
  return kSuccess;
}

}  // namespace

void add_recommend_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("recommend", "Recommend after a session, with the reasons");
  auto flags = std::make_shared<Flags>();
  auto* model = command->add_option("--model", flags->model, "Model file (.nsm)");
  command->add_option("--session", flags->session, "Item ids, oldest first: \"12 7 33\"; none = popular items");
  command->add_option(
      "--db", flags->db,
      "Go through this shelf database, as an app does: the session is tracked into it and the model installed. "
      "Without --session its present session goes on, without --model its model is used");
  command->add_option("-k", flags->k, "How many items")->check(CLI::Range(1, 1000))->capture_default_str();
  command->add_option("--only", flags->only, "One ranker alone instead of the blend")
      ->check(CLI::IsMember({"all", "gru", "neighbors", "rules", "own", "popular"}))
      ->capture_default_str();
  command->add_option("--category", flags->categories, "Only of this category; may be given more than once");
  command->add_option("--brand", flags->brands, "Only of this brand; may be given more than once");
  command->add_option("--min-price", flags->min_price, "Only at this price or above");
  command->add_option("--max-price", flags->max_price, "Only at this price or below");
  command->add_option("--exclude", flags->excluded, "Never this item; may be given more than once");
  command->add_flag("--exclude-session", flags->exclude_session, "Nothing that the session has seen");
  command->add_option("--max-per-category", flags->max_per_category, "At most so many of one category; 0 = any number");
  command->add_flag("--json", flags->json, "Report as JSON");
  command->callback([flags, model, &run] {
    if (flags->db.empty() && model->empty()) throw CLI::RequiredError("--model or --db");
    run = [flags] { return recommend(*flags); };
  });
}

}  // namespace nearshelf::cli
