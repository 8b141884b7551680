// Counts that outlive a restart, by name.
#ifndef NEARSHELF_SDK_STORE_COUNTER_TABLE_H_
#define NEARSHELF_SDK_STORE_COUNTER_TABLE_H_

#include <cstdint>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

class CounterTable {
 public:
  explicit CounterTable(Connection& connection) : connection_(connection) {}

  // 0 for a name that was never set.
  Result<int64_t> get(std::string_view name);
  Status set(std::string_view name, int64_t value);
  Status add(std::string_view name, int64_t amount);
  Status remove_all();

 private:
  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_COUNTER_TABLE_H_
