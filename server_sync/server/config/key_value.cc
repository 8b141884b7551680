// Values of keys: from text, from the file's types, and back.
#include <charconv>

#include "server_sync/server/config/keys.h"

namespace nearshelf::server {
namespace {

std::string listed(const std::vector<std::string_view>& choices) {
  std::string text;
  for (const std::string_view choice : choices) text += (text.empty() ? "" : ", ") + std::string(choice);
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return parts;
}

std::string kind_of(const Key& key) {
  if (std::holds_alternative<int64_t Config::*>(key.field)) return "a whole number";
  if (std::holds_alternative<bool Config::*>(key.field)) return "true or false";
  if (std::holds_alternative<std::vector<std::string> Config::*>(key.field)) return "a list of strings";
  return "a string";
}

Status check(const Key& key, const KeyValue& value) {
  if (const auto* number = std::get_if<int64_t>(&value); number && (*number < key.min || *number > key.max)) {
    return invalid_argument(std::string(key.name) + " is " + std::to_string(*number) + "; it can be " +
                            std::to_string(key.min) + " to " + std::to_string(key.max));
  }
  if (const auto* text = std::get_if<std::string>(&value); text && !key.choices.empty()) {
    for (const std::string_view choice : key.choices) {
      if (*text == choice) return ok_status();
    }
    return invalid_argument(std::string(key.name) + " is \"" + *text + "\"; it can be " + listed(key.choices));
  }
  return ok_status();
}

}  // namespace

Status set_key(const Key& key, const KeyValue& value, Config& config) {
  NEARSHELF_RETURN_IF_ERROR(check(key, value));
  return std::visit(
      [&](auto member) -> Status {
        using Field = std::remove_reference_t<decltype(config.*member)>;
        if (const Field* typed = std::get_if<Field>(&value)) {
          config.*member = *typed;
          return ok_status();
        }
        return invalid_argument(std::string(key.name) + " has to be " + kind_of(key));
      },
      key.field);
}

Status set_key_text(const Key& key, std::string_view text, Config& config) {
  const Status wrong = invalid_argument(std::string(key.name) + " has to be " + kind_of(key) +
                                        (key.secret ? "" : ", not \"" + std::string(text) + "\""));
  if (std::holds_alternative<int64_t Config::*>(key.field)) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return wrong;
    return set_key(key, number, config);
  }
  if (std::holds_alternative<bool Config::*>(key.field)) {
    if (text == "true" || text == "1") return set_key(key, true, config);
    if (text == "false" || text == "0") return set_key(key, false, config);
    return wrong;
  }
  if (std::holds_alternative<std::vector<std::string> Config::*>(key.field)) return set_key(key, split(text), config);
  return set_key(key, std::string(text), config);
}

std::string key_text(const Key& key, const Config& config) {
  return std::visit(
      [&](auto member) -> std::string {
        const auto& value = config.*member;
        using Field = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Field, bool>) {
          return value ? "true" : "false";
        } else if constexpr (std::is_same_v<Field, int64_t>) {
          return std::to_string(value);
        } else if constexpr (std::is_same_v<Field, std::string>) {
          return value;
        } else {
          std::string text;
          for (const std::string& part : value) text += (text.empty() ? "" : ",") + part;
          return text;
        }
      },
      key.field);
}

}  // namespace nearshelf::server
