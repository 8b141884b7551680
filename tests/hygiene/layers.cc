#include "tests/hygiene/layers.h"

#include <map>
#include <regex>

#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {

namespace fs = std::filesystem;

namespace {

// The layers from the bottom up; a unit may use every unit of a lower layer, none of its own or a higher one.
const std::vector<std::set<std::string>>& layers() {
  static const std::vector<std::set<std::string>> kLayers = {
      {"sdk/base"},
      {"sdk/platform", "sdk/schema"},
      {"sdk/model", "sdk/store", "sdk/privacy"},
      {"sdk/ranking", "sdk/profile", "sdk/sync"},
      {"sdk/engine"},
      {"sdk/c_api"},
      {"sdk/curl"},
  };
  return kLayers;
}

// The server runs the ranking code that devices run, and nothing that holds a shopper's data.
const std::set<std::string>& server_may_use() {
  static const std::set<std::string> kUnits = {"sdk/base", "sdk/schema", "sdk/model", "sdk/ranking"};
  return kUnits;
}

// The sync server from the bottom up. Its parts use what is below them; the other directories of server_sync (trainer,
// publisher, ...) are used by the upper ones, and use nothing of it.
const std::vector<std::set<std::string>>& server_layers() {
  static const std::vector<std::set<std::string>> kLayers = {
      {"server_sync/protocol"},
      {"server_sync/server/store", "server_sync/server/http", "server_sync/server/config"},
      {"server_sync/server/stream"},
      {"server_sync/server/ingest", "server_sync/server/exports"},
      {"server_sync/server/api"},
      {"server_sync/server/program"},
  };
  return kLayers;
}

int layer_of(const std::vector<std::set<std::string>>& layers, const std::string& unit) {
  for (size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].contains(unit)) return static_cast<int>(i);
  }
  return -1;
}

bool starts_with(const std::string& text, const std::string& prefix) { return text.rfind(prefix, 0) == 0; }

std::string directory_of(const std::string& path) { return fs::path(path).parent_path().generic_string(); }

// Depth-first search for a way back to `start`; `trail` is the path so far.
bool find_cycle(const std::map<std::string, std::set<std::string>>& graph, const std::string& start,
                std::set<std::string>* seen, std::vector<std::string>* trail) {
  const auto next = graph.find(trail->back());
  if (next == graph.end()) return false;
  for (const std::string& to : next->second) {
    if (to == start) return true;
    if (!seen->insert(to).second) continue;
    trail->push_back(to);
    if (find_cycle(graph, start, seen, trail)) return true;
    trail->pop_back();
  }
  return false;
}

}  // namespace

std::string unit_of(const std::string& directory) {
  if (starts_with(directory, "sdk/include")) return "public";
  if (starts_with(directory, "server_sync/cli")) return "server_sync/cli";
  for (const char* top : {"server_sync", "wasm", "mobile"}) {
    if (directory == top || starts_with(directory, std::string(top) + "/")) return top;
  }
  if (!starts_with(directory, "sdk/")) return "";
  return directory.substr(0, directory.find('/', 4));
}

bool may_use(const std::string& from, const std::string& to) {
  if (from.empty()) return true;
  if (from == "public") return false;
  // The command line is the one server program that also runs the device's library, through its public face.
  if (from == "server_sync/cli" && (to == "public" || to == "sdk/c_api" || to == "server_sync")) return true;
  if (from == "server_sync" || from == "server_sync/cli") return server_may_use().contains(to);
  // A browser is told by the kernels themselves whether it may use them.
  if (from == "wasm" && to == "sdk/ranking") return true;
  if (from == "wasm" || from == "mobile") return to == "public" || to == "sdk/c_api" || to == "sdk/platform";
  if (to == "public") return from == "sdk/c_api" || from == "sdk/curl";
  const int from_layer = layer_of(layers(), from);
  const int to_layer = layer_of(layers(), to);
  return from_layer >= 0 && to_layer >= 0 && to_layer < from_layer;
}

namespace {

std::string server_unit_of(const std::string& directory) {
  if (directory == "server_sync/protocol" || starts_with(directory, "server_sync/protocol/")) {
    return "server_sync/protocol";
  }
  static const std::string kServer = "server_sync/server/";
  return starts_with(directory, kServer) ? directory.substr(0, directory.find('/', kServer.size())) : "";
}

bool may_use_within_server(const std::string& from, const std::string& to) {
  if (to.empty()) return true;
  if (from.empty()) return to == "server_sync/protocol";
  const int from_layer = layer_of(server_layers(), from);
  const int to_layer = layer_of(server_layers(), to);
  return from == to || (from_layer >= 0 && to_layer >= 0 && to_layer < from_layer);
}

}  // namespace

std::vector<Use> find_includes(const fs::path& root, std::vector<std::string>* errors) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*\"([^\"]+)\".*");
  static const std::set<std::string> kExtensions = {"h", "hpp", "c", "cc"};
  std::vector<Use> uses;
  for (const std::string& path : list_files(root)) {
    if (unit_of(directory_of(path)).empty() || !kExtensions.contains(extension(path))) continue;
    const std::vector<std::string> lines = split_lines(read_text(root / path));
    for (size_t i = 0; i < lines.size(); ++i) {
      std::smatch match;
      if (!std::regex_match(lines[i], match, kInclude)) continue;
      const std::string place = path + ":" + std::to_string(i + 1);
      std::string included = match[1];
      if (starts_with(included, "nearshelf/")) included = "sdk/include/" + included;
      const bool generated = std::regex_match(included, std::regex("sdk/schema/[a-z_]+_generated\\.h"));
      if (included.find("../") != std::string::npos || (!generated && !fs::exists(root / included))) {
        errors->push_back(place + ": \"" + included + "\" is no path from the root of the tree");
        continue;
      }
      uses.push_back({directory_of(path), directory_of(included), place});
    }
  }
  return uses;
}

std::vector<std::string> check_uses(const std::vector<Use>& uses) {
  std::vector<std::string> errors;
  std::map<std::string, std::set<std::string>> graph;
  for (const Use& use : uses) {
    if (use.from == use.to) continue;
    graph[use.from].insert(use.to);
    const std::string from = unit_of(use.from);
    const std::string to = unit_of(use.to);
    const bool of_server = starts_with(use.from, "server_sync/") && starts_with(use.to, "server_sync/");
    const bool within = !of_server || may_use_within_server(server_unit_of(use.from), server_unit_of(use.to));
    if (!within || (from != to && !may_use(from, to))) {
      errors.push_back(use.place + ": " + use.from + " may not use " + use.to);
    }
  }
  std::set<std::string> reported;
  for (const auto& [start, unused] : graph) {
    if (reported.contains(start)) continue;
    std::set<std::string> seen;
    std::vector<std::string> trail = {start};
    if (!find_cycle(graph, start, &seen, &trail)) continue;
    std::string message = "cycle: ";
    for (const std::string& directory : trail) {
      message += directory + " -> ";
      reported.insert(directory);
    }
    errors.push_back(message + start);
  }
  return errors;
}

std::vector<std::string> layering_errors(const fs::path& root) {
  std::vector<std::string> errors;
  const std::vector<Use> uses = find_includes(root, &errors);
  const std::vector<std::string> forbidden = check_uses(uses);
  errors.insert(errors.end(), forbidden.begin(), forbidden.end());
  return errors;
}

}  // namespace nearshelf::hygiene
