// The one table of configuration keys: file, flags, environment and documentation are all made from it.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_CONFIG_KEYS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_CONFIG_KEYS_H_

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/server/config/config.h"

namespace nearshelf::server {

using KeyField =
    std::variant<std::string Config::*, int64_t Config::*, bool Config::*, std::vector<std::string> Config::*>;

struct Key {
  std::string_view name;  // in the file: "limits.connections"
  KeyField field;
  std::string_view help;
  int64_t min = 0;
  int64_t max = std::numeric_limits<int64_t>::max();
  std::vector<std::string_view> choices = {};  // of a string; empty = any
  bool secret = false;                         // its value is shown nowhere
};

std::span<const Key> config_keys();
// Null for an unknown name.
const Key* find_key(std::string_view name);

std::string flag_of(const Key& key);         // "--limits-connections"
std::string environment_of(const Key& key);  // "NEARSHELF_SERVER_LIMITS_CONNECTIONS"

// A value as text (flag or environment; a list has commas) or as the file has it. Errors: kInvalidArgument, without
// place.
using KeyValue = std::variant<std::string, int64_t, bool, std::vector<std::string>>;
Status set_key(const Key& key, const KeyValue& value, Config& config);
Status set_key_text(const Key& key, std::string_view text, Config& config);
// As a person would write it; "" for an empty string or list.
std::string key_text(const Key& key, const Config& config);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_CONFIG_KEYS_H_
