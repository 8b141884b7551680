#include "server_sync/server/config/load.h"

#include <fstream>
#include <iterator>

#include "server_sync/server/config/check.h"
#include "server_sync/server/config/keys.h"

namespace nearshelf::server {

Result<Config> load_config(const ConfigSources& sources) {
  Config config;
  if (!sources.file.empty()) {
    std::ifstream in(sources.file, std::ios::binary);
    if (!in) return Status(Code::kNotFound, "cannot be opened", sources.file);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) return io_error("cannot be read", sources.file);
    NEARSHELF_RETURN_IF_ERROR(apply_toml(text, sources.file, config));
  }
  for (const Key& key : config_keys()) {
    if (sources.environment) {
      const std::string name = environment_of(key);
      if (const std::optional<std::string> text = sources.environment(name)) {
        if (const Status set = set_key_text(key, *text, config); !set.ok()) return set.at(name);
      }
    }
    if (const auto flag = sources.flags.find(std::string(key.name)); flag != sources.flags.end()) {
      if (const Status set = set_key_text(key, flag->second, config); !set.ok()) return set.at(flag_of(key));
    }
  }
  NEARSHELF_RETURN_IF_ERROR(check_config(config));
  return config;
}

}  // namespace nearshelf::server
