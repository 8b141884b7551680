// manifest.json: where devices find the current model and the package. docs/formats.md describes it.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_MANIFEST_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_MANIFEST_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "sdk/base/status.h"
#include "server_sync/publisher/site/digest.h"

namespace nearshelf::site {

struct ManifestFile {
  std::string url;  // relative to the manifest, or absolute
  uint64_t bytes = 0;
  Sha256 hash{};
};

struct ManifestModel {
  std::string id;
  uint64_t version = 0;
  ManifestFile file;
};

struct ManifestPackage {
  std::string version;
  std::map<std::string, ManifestFile> files;  // by the name in the package's dist directory
};

struct Manifest {
  ManifestModel model;
  std::optional<ManifestPackage> package;
};

// The same manifest gives the same bytes.
std::string manifest_text(const Manifest& manifest);

// What deciding about an update needs of a manifest that is there.
struct PublishedManifest {
  uint64_t model_version = 0;
  std::string model_hash;  // hexadecimal
  bool has_package = false;
};

// Errors: kInvalidArgument when it is no manifest of ours, kUnsupportedVersion for a newer one.
Result<PublishedManifest> parse_manifest(std::span<const uint8_t> bytes);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_MANIFEST_H_
