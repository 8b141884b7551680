#include "server_sync/publisher/site/package_files.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server_sync/publisher/site/site_files.h"

namespace nearshelf::site {
namespace {

namespace fs = std::filesystem;

bool is_plain(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '/';
  });
}

bool is_left_out(const std::string& name) {
  for (const char* end : {".d.ts", ".d.mts", ".map", ".tsbuildinfo", ".br", ".gz"}) {
    if (name.ends_with(end)) return true;
  }
  return name.starts_with(".") || name.find("/.") != std::string::npos;
}

Result<std::vector<std::string>> list_names(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator it(directory, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (!it->is_regular_file(error) || error) continue;
    std::string name = it->path().lexically_relative(directory).generic_string();
    if (is_left_out(name)) continue;
    if (!is_plain(name)) {
      return invalid_argument("a file name may have letters, digits and . _ - only", it->path().string());
    }
    names.push_back(std::move(name));
  }
  if (error == std::errc::no_such_file_or_directory) {
    return Status(Code::kNotFound, "there is no such package directory; build it with: npm run build", directory);
  }
  if (error) return io_error("cannot read the package directory: " + error.message(), directory);
  if (names.empty()) return invalid_argument("there are no files in the package directory", directory);
  std::sort(names.begin(), names.end());
  return names;
}

Sha256 hash_of(const std::vector<PackageFile>& files) {
  std::string all;
  for (const PackageFile& file : files) all += file.name + '\0' + hex(sha256(file.bytes)) + '\n';
  return sha256({reinterpret_cast<const uint8_t*>(all.data()), all.size()});
}

// Empty when there is none to be found.
std::string version_of(const std::string& directory) {
  for (const fs::path& place : {fs::path(directory), fs::absolute(directory).lexically_normal() / ".."}) {
    const Result<std::vector<uint8_t>> text = read_file((place / "package.json").string());
    if (!text.ok()) continue;
    const auto json = nlohmann::json::parse(text->begin(), text->end(), nullptr, false);
    if (json.is_object() && json.contains("version") && json["version"].is_string()) return json["version"];
  }
  return "";
}

}  // namespace

Result<Package> read_package(const std::string& directory) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::vector<std::string> names, list_names(directory));
  Package package;
  for (const std::string& name : names) {
    NEARSHELF_ASSIGN_OR_RETURN(std::vector<uint8_t> bytes, read_file((fs::path(directory) / name).string()));
    package.files.push_back({name, std::move(bytes)});
  }
  package.hash = hash_of(package.files);
  package.version = version_of(directory);
  if (package.version.empty()) package.version = short_name(package.hash);
  return package;
}

}  // namespace nearshelf::site
