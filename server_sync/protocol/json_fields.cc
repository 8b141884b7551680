#include "server_sync/protocol/json_fields.h"

#include <algorithm>
#include <limits>

#include "server_sync/protocol/checks.h"
#include "server_sync/protocol/hex.h"

namespace nearshelf::protocol {

using Json = nlohmann::json;

namespace {

// What stands in messages of a name that came from outside, and in logs, where it must not begin a line.
std::string shown(const std::string& name) {
  constexpr size_t kMaxShownBytes = 64;
  if (check_text(name, 1, kMaxShownBytes, {}).ok()) return name;
  return "a name of " + std::to_string(name.size()) + " bytes";
}

std::string range(const std::string& min, const std::string& max) {
  return "not a whole number from " + min + " to " + max;
}

}  // namespace

JsonFields::JsonFields(const Json& json, std::string_view place) : json_(json), place_(place) {
  if (!json.is_object()) status_ = invalid_argument("not an object", place_.empty() ? "body" : place_);
}

std::string JsonFields::place_of(std::string_view name) const {
  return place_.empty() ? std::string(name) : (place_ + ".").append(name);
}

void JsonFields::fail(std::string_view name, std::string_view message) {
  if (status_.ok()) status_ = invalid_argument(message, place_of(name));
}

const Json* JsonFields::find(const char* name, bool required) {
  if (!status_.ok()) return nullptr;
  asked_.push_back(name);
  const auto found = json_.find(name);
  if (found != json_.end()) {
    ++found_;
    return &*found;
  }
  if (required) fail(name, "missing");
  return nullptr;
}

void JsonFields::read(const char* name, std::string* value, bool required) {
  const Json* json = find(name, required);
  if (!json) return;
  if (!json->is_string()) return fail(name, "not a string");
  *value = json->get_ref<const std::string&>();
}

void JsonFields::read(const char* name, bool* value, bool required) {
  const Json* json = find(name, required);
  if (!json) return;
  if (!json->is_boolean()) return fail(name, "neither true nor false");
  *value = json->get<bool>();
}

void JsonFields::read(const char* name, uint64_t max, uint64_t* value, bool required) {
  const Json* json = find(name, required);
  if (!json) return;
  if (!json->is_number_unsigned() || json->get<uint64_t>() > max) return fail(name, range("0", std::to_string(max)));
  *value = json->get<uint64_t>();
}

void JsonFields::read(const char* name, int64_t min, int64_t max, int64_t* value, bool required) {
  const Json* json = find(name, required);
  if (!json) return;
  const bool fits = json->is_number_unsigned()
                        ? json->get<uint64_t>() <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max())
                        : json->is_number_integer();
  if (!fits || json->get<int64_t>() < min || json->get<int64_t>() > max) {
    return fail(name, range(std::to_string(min), std::to_string(max)));
  }
  *value = json->get<int64_t>();
}

void JsonFields::read(const char* name, std::optional<int64_t>* value) {
  if (!status_.ok() || !json_.contains(name)) return;
  int64_t number = 0;
  read(name, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max(), &number);
  *value = number;
}

void JsonFields::read(const char* name, std::optional<double>* value) {
  const Json* json = find(name, false);
  if (!json) return;
  if (!json->is_number()) return fail(name, "not a number");
  *value = json->get<double>();
}

const Json* JsonFields::read_array(const char* name, bool required) {
  const Json* json = find(name, required);
  if (!json) return nullptr;
  if (json->is_array()) return json;
  fail(name, "not an array");
  return nullptr;
}

Status JsonFields::finish() {
  if (!status_.ok() || found_ == json_.size()) return status_;
  for (const auto& [name, value] : json_.items()) {
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
      fail(shown(name), "there is no such field");
      break;
    }
  }
  return status_;
}

Status read_bytes32(const Json& json, const std::string& place, Bytes32* bytes) {
  if (json.is_string()) {
    if (const auto decoded = bytes32_from_hex(json.get_ref<const std::string&>())) {
      *bytes = *decoded;
      return ok_status();
    }
  }
  return invalid_argument("not 64 hex digits", place);
}

}  // namespace nearshelf::protocol
