#include "server_sync/publisher/site/record.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace nearshelf::site {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "nearshelf-site";
constexpr uint64_t kFormatVersion = 1;

Status damaged() { return corrupt("the record of what was published is damaged; publish into a new directory"); }

// Paths come from a file: none may lead out of the directory.
bool is_inside(const std::string& path) {
  return !path.empty() && path.front() != '/' && ("/" + path + "/").find("/../") == std::string::npos;
}

// Empty when a hash or path is wrong; a field of another type is nlohmann's to throw.
std::optional<Record> read_json(const Json& json) {
  Record record;
  for (const auto& [path, file] : json.at("files").items()) {
    const auto hash = parse_hex(file.at("sha256").get<std::string>());
    if (!hash || !is_inside(path)) return std::nullopt;
    record.files[path] = {*hash, file.at("bytes").get<uint64_t>()};
  }
  for (const Json& generation : json.at("generations")) {
    const auto hash = parse_hex(generation.at("manifest_sha256").get<std::string>());
    if (!hash) return std::nullopt;
    record.generations.push_back({*hash, generation.at("model").get<std::string>(),
                                  generation.at("package").get<std::string>(),
                                  generation.at("package_version").get<std::string>()});
  }
  return record;
}

// The first `most` different values, in order of appearance.
std::set<std::string> newest(const std::vector<Generation>& generations, std::string Generation::*member, size_t most) {
  std::set<std::string> values;
  for (const Generation& generation : generations) {
    const std::string& value = generation.*member;
    if (values.size() < most && !value.empty()) values.insert(value);
  }
  return values;
}

bool belongs_to(const std::string& path, const std::set<std::string>& models, const std::set<std::string>& packages) {
  const auto in = [&path](const std::string& package) { return path.starts_with(package + "/"); };
  if (std::any_of(packages.begin(), packages.end(), in)) return true;
  const auto is = [&path](const std::string& model) { return path == model || path.starts_with(model + "."); };
  return std::any_of(models.begin(), models.end(), is);
}

}  // namespace

std::string record_text(const Record& record) {
  Json files = Json::object();
  for (const auto& [path, file] : record.files) files[path] = {{"sha256", hex(file.hash)}, {"bytes", file.bytes}};
  Json generations = Json::array();
  for (const Generation& generation : record.generations) {
    generations.push_back({{"manifest_sha256", hex(generation.manifest_hash)},
                           {"model", generation.model},
                           {"package", generation.package},
                           {"package_version", generation.package_version}});
  }
  const Json json = {{"format", kFormat},
                     {"format_version", kFormatVersion},
                     {"generations", std::move(generations)},
                     {"files", std::move(files)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Record> parse_record(std::span<const uint8_t> bytes) {
  const Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (!json.is_object() || json.value("format", Json()) != kFormat) return damaged();
  const Json version = json.value("format_version", Json());
  if (!version.is_number_unsigned()) return damaged();
  if (version.get<uint64_t>() > kFormatVersion) {
    return Status(Code::kUnsupportedVersion, "was written by a newer Nearshelf");
  }
  try {
    if (std::optional<Record> record = read_json(json)) return *std::move(record);
  } catch (const Json::exception&) {
  }
  return damaged();
}

void forget_unpublished(const Sha256& manifest_hash, Record& record) {
  auto& generations = record.generations;
  const auto published = std::find_if(generations.begin(), generations.end(),
                                      [&](const Generation& g) { return g.manifest_hash == manifest_hash; });
  if (published != generations.end()) generations.erase(generations.begin(), published);
}

std::set<std::string> forget_old(size_t keep, Record& record) {
  const std::set<std::string> models = newest(record.generations, &Generation::model, keep + 1);
  const std::set<std::string> packages = newest(record.generations, &Generation::package, keep + 1);
  std::erase_if(record.generations, [&](const Generation& generation) {
    return !models.contains(generation.model) || !(generation.package.empty() || packages.contains(generation.package));
  });
  std::set<std::string> unneeded;
  for (const auto& [path, file] : record.files) {
    if (is_hashed_path(path) && !belongs_to(path, models, packages)) unneeded.insert(path);
  }
  return unneeded;
}

bool is_hashed_path(const std::string& path) { return path.starts_with("models/") || path.starts_with("pkg/"); }

}  // namespace nearshelf::site
