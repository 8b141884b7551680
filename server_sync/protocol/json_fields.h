// Reading the members of a JSON object: each is asked for by name and type, and those that nobody asked for are named.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_JSON_FIELDS_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_JSON_FIELDS_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

// Keeps the first error, so that a reader may ask for one member after the other and look at the status once. A member
// that is absent leaves its default, unless it is required.
class JsonFields {
 public:
  // place: put in front of names ("receipts[2]"); may be empty. `json` outlives this.
  JsonFields(const nlohmann::json& json, std::string_view place);

  void read(const char* name, std::string* value, bool required = false);
  void read(const char* name, bool* value, bool required = false);
  // A whole number from 0 to `max`, resp. min to max, written without fraction or exponent.
  void read(const char* name, uint64_t max, uint64_t* value, bool required = false);
  void read(const char* name, int64_t min, int64_t max, int64_t* value, bool required = false);
  void read(const char* name, std::optional<int64_t>* value);
  void read(const char* name, std::optional<double>* value);
  // nullptr when it is absent or no array, which is then the error.
  const nlohmann::json* read_array(const char* name, bool required = false);
  // "name" with the place in front.
  std::string place_of(std::string_view name) const;
  void fail(std::string_view name, std::string_view message);

  // The first error, also that of a member that nobody asked for.
  Status finish();

 private:
  const nlohmann::json* find(const char* name, bool required);

  const nlohmann::json& json_;
  const std::string place_;
  size_t found_ = 0;
  std::vector<std::string_view> asked_;
  Status status_;
};

// 64 hex digits each.
Status read_bytes32(const nlohmann::json& json, const std::string& place, Bytes32* bytes);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_JSON_FIELDS_H_
