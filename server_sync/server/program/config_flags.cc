#include "server_sync/server/program/config_flags.h"

#include <algorithm>
#include <cstdlib>

#include "server_sync/server/config/keys.h"
#include "server_sync/server/config/load.h"

namespace nearshelf::server {
namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

// Without the marks that the same text has in the documentation.
std::string help_of(const Key& key) {
  std::string help(key.help);
  help.erase(std::remove(help.begin(), help.end(), '`'), help.end());
  const std::string value = key_text(key, Config());
  if (!value.empty()) help += " [" + value + "]";
  return help;
}

}  // namespace

ConfigFlags::ConfigFlags(CLI::App& app) {
  app.add_option("--config", file_, "Configuration file (TOML); also NEARSHELF_SERVER_CONFIG")->type_name("FILE");
  app.add_flag("--check-config", check_only_, "Only say whether the configuration is sound");
  for (const Key& key : config_keys()) {
    app.add_option(flag_of(key), texts_[std::string(key.name)], help_of(key))
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false)
        ->type_name("")
        ->group("Configuration (each also in the file and as " + std::string("NEARSHELF_SERVER_...)"));
  }
}

Result<Config> ConfigFlags::load() const {
  ConfigSources sources;
  sources.file = file_.empty() ? environment("NEARSHELF_SERVER_CONFIG").value_or("") : file_;
  sources.environment = environment;
  for (const Key& key : config_keys()) {
    const std::vector<std::string>& given = texts_.at(std::string(key.name));
    if (given.empty()) continue;
    std::string text = given.back();
    if (std::holds_alternative<std::vector<std::string> Config::*>(key.field)) {
      text.clear();
      for (const std::string& part : given) text += (text.empty() ? "" : ",") + part;
    }
    sources.flags[std::string(key.name)] = text;
  }
  return load_config(sources);
}

}  // namespace nearshelf::server
