#ifndef NEARSHELF_SERVER_SYNC_CLI_BUDGET_WARNING_H_
#define NEARSHELF_SERVER_SYNC_CLI_BUDGET_WARNING_H_

#include <optional>
#include <string>

#include "server_sync/publisher/artifact.h"

namespace nearshelf::cli {

// What to tell of a model that had to leave its network out to be as small as --max-size wants, with the flags that
// would make it fit; empty when there was no network or it has its place.
std::optional<std::string> network_left_out(const publisher::ArtifactReport& report);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_BUDGET_WARNING_H_
