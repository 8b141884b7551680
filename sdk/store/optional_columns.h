// Columns that may be NULL, to and from std::optional.
#ifndef NEARSHELF_SDK_STORE_OPTIONAL_COLUMNS_H_
#define NEARSHELF_SDK_STORE_OPTIONAL_COLUMNS_H_

#include <optional>

#include "sdk/store/sqlite.h"

namespace nearshelf::store {

// Parameters start out as NULL.
template <typename T>
void bind_optional(Statement& statement, int index, const std::optional<T>& value) {
  if (value) statement.bind(index, *value);
}

template <typename T>
void read_optional(const Statement& select, int column, T (Statement::*read)(int) const, std::optional<T>& value) {
  if (!select.is_null(column)) value = (select.*read)(column);
}

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_OPTIONAL_COLUMNS_H_
