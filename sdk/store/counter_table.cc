#include "sdk/store/counter_table.h"

namespace nearshelf::store {

Result<int64_t> CounterTable::get(std::string_view name) {
  Statement select = connection_.statement("SELECT value FROM counters WHERE name = ?1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.bind(1, name).step());
  return found ? select.integer(0) : int64_t{0};
}

Status CounterTable::set(std::string_view name, int64_t value) {
  return connection_
      .statement(
          "INSERT INTO counters(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = "
          "excluded.value")
      .bind(1, name)
      .bind(2, value)
      .run();
}

Status CounterTable::add(std::string_view name, int64_t amount) {
  return connection_
      .statement(
          "INSERT INTO counters(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = value + "
          "excluded.value")
      .bind(1, name)
      .bind(2, amount)
      .run();
}

Status CounterTable::remove_all() { return connection_.statement("DELETE FROM counters").run(); }

}  // namespace nearshelf::store
