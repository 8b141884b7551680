// Small named values that have no table of their own.
#ifndef NEARSHELF_SDK_STORE_KEY_VALUES_H_
#define NEARSHELF_SDK_STORE_KEY_VALUES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

class KeyValues {
 public:
  explicit KeyValues(Connection& connection) : connection_(connection) {}

  // Empty when there is no such key.
  Result<std::optional<int64_t>> integer(std::string_view key);
  Status put(std::string_view key, int64_t value);
  // The same of text; a key holds one or the other for good.
  Result<std::optional<std::string>> text(std::string_view key);
  Status put_text(std::string_view key, std::string_view value);

 private:
  Status put_bytes(std::string_view key, std::span<const uint8_t> bytes);

  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_KEY_VALUES_H_
