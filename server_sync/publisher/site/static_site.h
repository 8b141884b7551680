// Publishing: a directory that any static host or CDN serves as it is.
//
// Every file but the manifest, the hosts' files and the record is named by its content and never changes. Files are
// written before the manifest that names them and removed after it names them no more, each whole or not at all: a
// reader always meets a manifest whose files are there, wherever a run was killed.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_STATIC_SITE_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_STATIC_SITE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/publisher/site/base_url.h"
#include "server_sync/publisher/site/manifest.h"
#include "server_sync/publisher/site/site_files.h"

namespace nearshelf::site {

inline constexpr const char* kManifestName = "manifest.json";

struct PublishOptions {
  std::string directory;
  std::string model;    // file
  std::string package;  // the npm package's dist directory; empty: the published one stays
  size_t keep = 2;      // old models, and old packages, for devices that still go by an older manifest
  BaseUrl base_url;
  bool allow_rollback = false;
  Progress progress;  // may be empty
};

struct FileReport {
  std::string path;
  uint64_t bytes = 0;
  std::optional<uint64_t> brotli_bytes;  // empty: does not pay
  std::optional<uint64_t> gzip_bytes;
  bool written = false;  // false: was there
};

struct PublishReport {
  Manifest manifest;
  bool manifest_written = false;
  std::vector<FileReport> files;     // the model, then the package given
  std::vector<std::string> removed;  // paths
  std::vector<std::string> left;     // files that somebody else made or changed: not touched
};

// Verifies the model as a device does before anything is written. Errors: those of open_artifact(), read_package() and
// SiteFiles; kFailedPrecondition for a model that devices would refuse because a newer one, or another of the same
// version, is published; kInvalidArgument when a file that publishing did not make is in the way.
Result<PublishReport> publish(const PublishOptions& options);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_STATIC_SITE_H_
