// Sessions with their GRU state.
#ifndef NEARSHELF_SDK_STORE_SESSION_TABLE_H_
#define NEARSHELF_SDK_STORE_SESSION_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

struct SessionRecord {
  int64_t session_id = 0;  // from 1; never used twice in one database
  TimeMs started_ms = 0;
  TimeMs last_active_ms = 0;
  bool ended = false;
  uint64_t event_count = 0;
  std::vector<float> hidden;    // empty = none kept
  std::string hidden_model_id;  // the model that `hidden` belongs to
};

class SessionTable {
 public:
  explicit SessionTable(Connection& connection) : connection_(connection) {}

  // The session that began last; empty when there is none.
  Result<std::optional<SessionRecord>> latest();
  // Adds a session and returns its id; the former sessions give up their GRU state, which nothing reads any more.
  Result<int64_t> insert(const SessionRecord& session);
  // Adds a session under the id that it has, which must be above all that were ever used here.
  Status insert_as(const SessionRecord& session);
  Status update(const SessionRecord& session);
  // In the order in which they began.
  Result<std::vector<SessionRecord>> all();
  // The highest id that was ever used; 0 = none was.
  Result<int64_t> last_id();
  // No session that is added from now on gets an id up to this one.
  Status reserve_ids(int64_t up_to);
  Status remove_empty_before(int64_t session_id);
  Status remove_all();
  Result<uint64_t> count();

 private:
  Status drop_hidden_states();

  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SESSION_TABLE_H_
