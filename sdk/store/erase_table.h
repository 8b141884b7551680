// Requests to a server to erase what was sent. Nothing but a server's acknowledgement takes one out of the queue.
#ifndef NEARSHELF_SDK_STORE_ERASE_TABLE_H_
#define NEARSHELF_SDK_STORE_ERASE_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/pseudonym_table.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

// Numbers are part of the database.
enum class EraseScope : int {
  kAll = 1,               // the events themselves
  kModelImprovement = 2,  // their use for training
};

struct EraseRequest {
  int64_t sequence = 0;  // from 1, rising
  std::string request_id;
  EraseScope scope = EraseScope::kAll;
  TimeMs requested_ms = 0;
  std::vector<PseudonymBytes> pseudonyms;  // none once it is acknowledged
  std::optional<TimeMs> acknowledged_ms;
  std::string receipt;  // the server's, as it came; empty until then
};

class EraseTable {
 public:
  explicit EraseTable(Connection& connection) : connection_(connection) {}

  // request.sequence, acknowledged_ms and receipt are not looked at.
  Status append(const EraseRequest& request);
  // The oldest that waits; empty when none does.
  Result<std::optional<EraseRequest>> oldest();
  // Keeps the receipt and lets the pseudonyms go. Nothing happens to one that is acknowledged already.
  Status acknowledge(int64_t sequence, TimeMs now_ms, std::string_view receipt);
  Result<uint64_t> pending();
  // Waiting and acknowledged ones, oldest first.
  Result<std::vector<EraseRequest>> all();

 private:
  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_ERASE_TABLE_H_
