// External ids -> dense indexes in order of first appearance.
#ifndef NEARSHELF_SERVER_SYNC_DATA_ID_TABLE_H_
#define NEARSHELF_SERVER_SYNC_DATA_ID_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"

namespace nearshelf::data {

inline constexpr size_t kMaxIdBytes = 256;

// kLimit for an id above kMaxIdBytes, kInvalidArgument for one with control characters or that is not UTF-8.
Status check_id(std::string_view id);

// A hash table whose keys stand in one string, because logs hold tens of millions of session ids: about 20 bytes an id
// beside its text, where a std::unordered_map of strings takes 80.
class IdTable {
 public:
  IdTable();

  // The index of `id`, new or known; `is_new`, when given, tells which. At most 2^32 - 1 ids.
  uint32_t add(std::string_view id, bool* is_new = nullptr);
  std::optional<uint32_t> find(std::string_view id) const;
  size_t size() const { return offsets_.size() - 1; }
  std::string_view operator[](size_t index) const {
    return std::string_view(bytes_).substr(offsets_[index], offsets_[index + 1] - offsets_[index]);
  }

 private:
  size_t slot_of(std::string_view id) const;
  void grow();

  std::string bytes_;
  std::vector<size_t> offsets_ = {0};
  std::vector<uint32_t> slots_;  // index + 1; 0 = free; a power of two
};

// Dense order of a catalog (sdk/model/catalog.h): when every id is a canonical number, by value, otherwise all by
// bytes. Returns for each rank the position in `ids`.
std::vector<uint32_t> catalog_order(const std::vector<std::string_view>& ids);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_ID_TABLE_H_
