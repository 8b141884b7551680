// What publishing did, for people and programs.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_REPORT_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_REPORT_H_

#include <nlohmann/json.hpp>
#include <string>

#include "server_sync/publisher/artifact.h"

namespace nearshelf::publisher {

nlohmann::ordered_json report_json(const ArtifactReport& report);

// A table of a few lines; every loss and everything left out has a line of its own.
std::string report_text(const ArtifactReport& report);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_REPORT_H_
