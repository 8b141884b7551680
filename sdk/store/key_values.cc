#include "sdk/store/key_values.h"

#include <array>
#include <string>

namespace nearshelf::store {

Result<std::optional<int64_t>> KeyValues::integer(std::string_view key) {
  Statement select = connection_.statement("SELECT value FROM kv WHERE key = ?1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.bind(1, key).step());
  if (!found) return std::optional<int64_t>();
  const auto bytes = select.blob(0);
  if (bytes.size() != sizeof(int64_t)) return corrupt("a value has the wrong size", "kv." + std::string(key));
  uint64_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i) value |= uint64_t{bytes[i]} << (8 * i);
  return std::optional<int64_t>(static_cast<int64_t>(value));
}

Status KeyValues::put(std::string_view key, int64_t value) {
  std::array<uint8_t, sizeof(int64_t)> bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(static_cast<uint64_t>(value) >> (8 * i));
  return put_bytes(key, bytes);
}

Result<std::optional<std::string>> KeyValues::text(std::string_view key) {
  Statement select = connection_.statement("SELECT value FROM kv WHERE key = ?1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.bind(1, key).step());
  if (!found) return std::optional<std::string>();
  const auto bytes = select.blob(0);
  return std::optional<std::string>(std::string(bytes.begin(), bytes.end()));
}

Status KeyValues::put_text(std::string_view key, std::string_view value) {
  return put_bytes(key, {reinterpret_cast<const uint8_t*>(value.data()), value.size()});
}

Status KeyValues::put_bytes(std::string_view key, std::span<const uint8_t> bytes) {
  return connection_
      .statement("INSERT INTO kv(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value")
      .bind(1, key)
      .bind(2, bytes)
      .run();
}

}  // namespace nearshelf::store
