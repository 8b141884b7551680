// The device secret and the pseudonyms that were made from it. How: sdk/privacy/pseudonym.h.
#ifndef NEARSHELF_SDK_STORE_PSEUDONYM_TABLE_H_
#define NEARSHELF_SDK_STORE_PSEUDONYM_TABLE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

using PseudonymBytes = std::array<uint8_t, 32>;
using SecretBytes = std::array<uint8_t, 32>;

struct PseudonymRecord {
  int64_t pseudonym_id = 0;  // from 1, rising
  uint32_t days = 0;
  int64_t period = 0;
  PseudonymBytes bytes{};
  bool handed_out = false;  // a batch with it was given to the host: a server may have it
};

class PseudonymTable {
 public:
  explicit PseudonymTable(Connection& connection) : connection_(connection) {}

  // Empty when there is none: measurement was never granted, or was withdrawn.
  Result<std::optional<SecretBytes>> secret();
  Status set_secret(const SecretBytes& secret);

  // The pseudonym's id, which is new when these days and period have none yet.
  Result<int64_t> add(uint32_t days, int64_t period, const PseudonymBytes& bytes);
  Result<std::optional<PseudonymRecord>> find(int64_t pseudonym_id);
  // Oldest first.
  Result<std::vector<PseudonymRecord>> all();
  // Call it in the transaction that hands a batch out, before the batch leaves the library.
  Status mark_handed_out(int64_t pseudonym_id);
  // The secret and every pseudonym; the outbox must be empty.
  Status remove_all();

 private:
  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_PSEUDONYM_TABLE_H_
