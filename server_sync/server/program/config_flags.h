// The configuration's keys as flags of the program.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_CONFIG_FLAGS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_CONFIG_FLAGS_H_

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/server/config/config.h"

namespace nearshelf::server {

class ConfigFlags {
 public:
  // --config, --check-config and a flag for every key. This outlives the parsing.
  explicit ConfigFlags(CLI::App& app);

  bool check_only() const { return check_only_; }
  // From file, environment and flags.
  Result<Config> load() const;

 private:
  std::string file_;
  bool check_only_ = false;
  std::map<std::string, std::vector<std::string>> texts_;  // by the name of the key
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_CONFIG_FLAGS_H_
