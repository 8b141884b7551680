#include "server_sync/server/config/keys_doc.h"

#include "server_sync/server/config/keys.h"

namespace nearshelf::server {

std::string keys_table() {
  std::string text = "| key | default | what |\n| --- | --- | --- |\n";
  for (const Key& key : config_keys()) {
    const std::string value = key_text(key, Config());
    text += "| `" + std::string(key.name) + "` | " + (value.empty() ? "" : "`" + value + "`") + " | " +
            std::string(key.help);
    if (!key.choices.empty()) {
      text += ":";
      for (const std::string_view choice : key.choices) text += " `" + std::string(choice) + "`";
    } else if (std::holds_alternative<int64_t Config::*>(key.field)) {
      text += " (" + std::to_string(key.min) + " to " + std::to_string(key.max) + ")";
    }
    text += " |\n";
  }
  return text;
}

}  // namespace nearshelf::server
