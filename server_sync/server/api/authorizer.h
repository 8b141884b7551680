// Who asks: tokens from the store, kept for a few seconds, so that a request costs no look-up there.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_AUTHORIZER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_AUTHORIZER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "server_sync/server/api/tokens.h"
#include "server_sync/server/api/workers.h"
#include "server_sync/server/http/message.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

// Threads: every method may be called from any thread.
class Authorizer {
 public:
  // Both outlive it.
  Authorizer(EventStore* store, Workers* workers) : store_(store), workers_(workers) {}

  // Takes the tokens from the store again: called every few seconds, a revoked one works no longer than that. After an
  // error those that were known go on.
  Status refresh();

  using Done = std::function<void(std::variant<Principal, Response>)>;
  // Calls `done` at once for a token that is known; for one that is not, the store is asked first, at most once a
  // second.
  void authorize(std::string_view authorization, Role needed, Done done);

 private:
  using Known = std::unordered_map<std::string, Token>;
  std::optional<std::variant<Principal, Response>> decide(const PresentedToken& presented, Role needed) const;

  EventStore* const store_;
  Workers* const workers_;
  std::atomic<std::shared_ptr<const Known>> known_{std::make_shared<const Known>()};
  std::atomic<int64_t> last_miss_ms_{0};
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_AUTHORIZER_H_
