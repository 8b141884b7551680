#include "server_sync/publisher/site/manifest.h"

#include <nlohmann/json.hpp>

namespace nearshelf::site {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "nearshelf-manifest";
constexpr uint64_t kFormatVersion = 1;

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  const ManifestModel& model = manifest.model;
  Json json = {{"format", kFormat},
               {"format_version", kFormatVersion},
               {"model",
                {{"id", model.id},
                 {"version", model.version},
                 {"url", model.file.url},
                 {"bytes", model.file.bytes},
                 {"sha256", hex(model.file.hash)},
                 {"integrity", integrity(model.file.hash)}}}};
  if (manifest.package) {
    Json files = Json::object();
    for (const auto& [name, file] : manifest.package->files) {
      files[name] = {{"url", file.url}, {"integrity", integrity(file.hash)}, {"bytes", file.bytes}};
    }
    json["package"] = {{"version", manifest.package->version}, {"files", std::move(files)}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<PublishedManifest> parse_manifest(std::span<const uint8_t> bytes) {
  const Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  const Status unknown = invalid_argument(
      "is no Nearshelf manifest, and publishing does not replace what it did not make; move it or choose another "
      "place");
  if (!json.is_object() || json.value("format", Json()) != kFormat) return unknown;
  const Json version = json.value("format_version", Json());
  if (!version.is_number_unsigned()) return unknown;
  if (version.get<uint64_t>() > kFormatVersion) {
    return Status(Code::kUnsupportedVersion, "was written by a newer Nearshelf");
  }
  const Json model = json.value("model", Json());
  if (!model.is_object()) return unknown;
  const Json model_version = model.value("version", Json());
  const Json hash = model.value("sha256", Json());
  if (!model_version.is_number_unsigned() || !hash.is_string()) return unknown;
  return PublishedManifest{model_version.get<uint64_t>(), hash.get<std::string>(), json.contains("package")};
}

}  // namespace nearshelf::site
