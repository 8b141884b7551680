#include "sdk/sync/manifest.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <optional>

#include "sdk/model/limits.h"
#include "sdk/sync/limits.h"
#include "sdk/sync/url.h"

namespace nearshelf::sync {
namespace {

constexpr uint64_t kFormatVersion = 1;
constexpr size_t kMaxIdBytes = 256;

using Json = rapidjson::Value;

// The one field of this name; of two, readers would disagree on which one counts.
Result<const Json*> field(const Json& object, const char* name, const std::string& place) {
  const Json* found = nullptr;
  for (const auto& member : object.GetObject()) {
    if (std::string_view(member.name.GetString(), member.name.GetStringLength()) != name) continue;
    if (found != nullptr) return corrupt("is there twice", place);
    found = &member.value;
  }
  if (found == nullptr) return corrupt("is missing", place);
  return found;
}

Result<std::string> text_field(const Json& object, const char* name, const std::string& place) {
  NEARSHELF_ASSIGN_OR_RETURN(const Json* value, field(object, name, place));
  if (!value->IsString()) return corrupt("is no text", place);
  return std::string(value->GetString(), value->GetStringLength());
}

Result<uint64_t> number_field(const Json& object, const char* name, const std::string& place) {
  NEARSHELF_ASSIGN_OR_RETURN(const Json* value, field(object, name, place));
  if (!value->IsUint64()) return corrupt("is no whole number of 0 or more", place);
  return value->GetUint64();
}

std::optional<uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

Result<platform::Sha256> hash_of(std::string_view hex, const std::string& place) {
  platform::Sha256 hash{};
  bool good = hex.size() == 2 * hash.size();
  for (size_t i = 0; good && i < hash.size(); ++i) {
    const auto high = hex_digit(hex[2 * i]);
    const auto low = hex_digit(hex[2 * i + 1]);
    good = high && low;
    if (good) hash[i] = static_cast<uint8_t>(*high << 4 | *low);
  }
  if (!good) return corrupt("is not 64 hexadecimal digits", place);
  return hash;
}

}  // namespace

Result<ManifestModel> read_manifest(std::string_view json, std::string_view manifest_url) {
  if (json.size() > kMaxManifestBytes) return corrupt("too long", "manifest");
  rapidjson::Document document;
  // Iterative: the depth of what a server sends must not be the depth of the stack.
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    return corrupt("no JSON object", "manifest byte " + std::to_string(document.GetErrorOffset()));
  }
  NEARSHELF_ASSIGN_OR_RETURN(const std::string format, text_field(document, "format", "manifest.format"));
  if (format != "nearshelf-manifest") return corrupt("is not nearshelf-manifest", "manifest.format");
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t version,
                             number_field(document, "format_version", "manifest.format_version"));
  if (version > kFormatVersion) {
    return Status(Code::kUnsupportedVersion, "a newer format: update the library", "manifest.format_version");
  }
  if (version == 0) return corrupt("is 0", "manifest.format_version");
  NEARSHELF_ASSIGN_OR_RETURN(const Json* object, field(document, "model", "manifest.model"));
  if (!object->IsObject()) return corrupt("is no object", "manifest.model");
  ManifestModel model;
  NEARSHELF_ASSIGN_OR_RETURN(model.id, text_field(*object, "id", "manifest.model.id"));
  if (model.id.empty() || model.id.size() > kMaxIdBytes) return corrupt("not 1 to 256 bytes", "manifest.model.id");
  NEARSHELF_ASSIGN_OR_RETURN(model.version, number_field(*object, "version", "manifest.model.version"));
  NEARSHELF_ASSIGN_OR_RETURN(model.bytes, number_field(*object, "bytes", "manifest.model.bytes"));
  if (model.bytes == 0 || model.bytes > model::kMaxArtifactBytes) {
    return corrupt("not 1 byte to 1 GiB", "manifest.model.bytes");
  }
  NEARSHELF_ASSIGN_OR_RETURN(const std::string hash, text_field(*object, "sha256", "manifest.model.sha256"));
  NEARSHELF_ASSIGN_OR_RETURN(model.sha256, hash_of(hash, "manifest.model.sha256"));
  NEARSHELF_ASSIGN_OR_RETURN(const std::string url, text_field(*object, "url", "manifest.model.url"));
  auto resolved = resolve_url(manifest_url, url);
  if (!resolved.ok()) return corrupt(resolved.status().message(), "manifest.model.url");
  model.url = std::move(resolved).value();
  return model;
}

Status check_artifact(const ManifestModel& model, std::span<const uint8_t> bytes, platform::Crypto& crypto) {
  if (bytes.size() != model.bytes) {
    return corrupt(std::to_string(bytes.size()) + " bytes came and the manifest says " + std::to_string(model.bytes),
                   "model " + model.id);
  }
  if (crypto.sha256(bytes) == model.sha256) return ok_status();
  return corrupt("what came does not have the hash of the manifest", "model " + model.id);
}

}  // namespace nearshelf::sync
