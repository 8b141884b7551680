// What publishing did, for people and programs.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_SITE_REPORT_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_SITE_REPORT_H_

#include <nlohmann/json.hpp>
#include <string>

#include "server_sync/publisher/site/static_site.h"

namespace nearshelf::site {

// Keys: directory, manifest, manifest_written, model, package_version, files, removed, left.
nlohmann::ordered_json report_json(const PublishOptions& options, const PublishReport& report);

// A table with a line for every file, and what was removed or left alone.
std::string report_text(const PublishOptions& options, const PublishReport& report);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_SITE_REPORT_H_
