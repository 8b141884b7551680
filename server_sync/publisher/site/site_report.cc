#include "server_sync/publisher/site/site_report.h"

#include <algorithm>

#include "server_sync/publisher/format_text.h"

namespace nearshelf::site {
namespace {

using Json = nlohmann::ordered_json;
using publisher::with_commas;

Json size_json(const std::optional<uint64_t>& bytes) { return bytes ? Json(*bytes) : Json(); }

std::string size_text(const std::optional<uint64_t>& bytes) { return bytes ? with_commas(*bytes) : "-"; }

// Relative to the served directory when it is not known where that will be.
std::string manifest_url(const PublishOptions& options) { return options.base_url.text + kManifestName; }

std::string row(size_t width, const std::string& path, const std::string& plain, const std::string& brotli,
                const std::string& gzip, const std::string& note) {
  constexpr size_t kNumber = 12;
  std::string line = "  " + path + std::string(width - path.size(), ' ');
  for (const std::string& number : {plain, brotli, gzip}) {
    line += std::string(number.size() < kNumber ? kNumber - number.size() : 1, ' ') + number;
  }
  return line + (note.empty() ? "" : "  " + note) + "\n";
}

}  // namespace

Json report_json(const PublishOptions& options, const PublishReport& report) {
  Json files = Json::array();
  for (const FileReport& file : report.files) {
    files.push_back({{"path", file.path},
                     {"bytes", file.bytes},
                     {"brotli_bytes", size_json(file.brotli_bytes)},
                     {"gzip_bytes", size_json(file.gzip_bytes)},
                     {"written", file.written}});
  }
  const ManifestModel& model = report.manifest.model;
  return {{"directory", options.directory},
          {"manifest", manifest_url(options)},
          {"manifest_written", report.manifest_written},
          {"model", {{"id", model.id}, {"version", model.version}, {"url", model.file.url}}},
          {"package_version", report.manifest.package ? Json(report.manifest.package->version) : Json()},
          {"files", std::move(files)},
          {"removed", report.removed},
          {"left", report.left}};
}

std::string report_text(const PublishOptions& options, const PublishReport& report) {
  size_t width = std::string(kManifestName).size();
  for (const FileReport& file : report.files) width = std::max(width, file.path.size());
  std::string text = "Model " + report.manifest.model.id + ", version " +
                     std::to_string(report.manifest.model.version) + ", in " + options.directory + "\n";
  text += row(width, "", "bytes", "brotli", "gzip", "");
  for (const FileReport& file : report.files) {
    text += row(width, file.path, with_commas(file.bytes), size_text(file.brotli_bytes), size_text(file.gzip_bytes),
                file.written ? "" : "was there");
  }
  for (const std::string& path : report.removed) text += "removed " + path + "\n";
  for (const std::string& path : report.left) {
    text += "left alone " + path + ": it was changed, or made by somebody else\n";
  }
  const char* change = report.manifest_written ? "Devices are to open " : "Nothing changed for devices; they open ";
  return text + change + manifest_url(options) + "\n";
}

}  // namespace nearshelf::site
