// Puts a configuration together: defaults, then the file, then the environment, then flags.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_CONFIG_LOAD_H_
#define NEARSHELF_SERVER_SYNC_SERVER_CONFIG_LOAD_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/config/config.h"

namespace nearshelf::server {

struct ConfigSources {
  std::string file;                                                           // TOML; empty = none
  std::function<std::optional<std::string>(const std::string&)> environment;  // empty = none
  std::map<std::string, std::string> flags;                                   // key name -> text
};

// Errors: kInvalidArgument with the place: "server.toml:12", "NEARSHELF_SERVER_LISTEN" or "--listen"; kNotFound, kIo
// for the file. What does not go together (check_config) is named by its keys.
Result<Config> load_config(const ConfigSources& sources);

// The keys of a TOML text over `config`; unknown ones are errors.
Status apply_toml(std::string_view text, const std::string& file, Config& config);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_CONFIG_LOAD_H_
