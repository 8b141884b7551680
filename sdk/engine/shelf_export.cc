// The shelf's contents as JSON, and back.
#include <utility>

#include "sdk/engine/export.h"
#include "sdk/engine/import.h"
#include "sdk/engine/shelf.h"

namespace nearshelf::engine {

Result<std::string> Shelf::export_profile() {
  const std::lock_guard lock(mutex_);
  return write_export(*store_, *memory_, platform_.clock->now_ms());
}

Status Shelf::import_profile(std::string_view json) {
  const std::lock_guard lock(mutex_);
  if (!holds(privacy::kPersonalization)) {
    return failed_precondition("personalization is not granted, so that no profile is kept; ask the shopper first");
  }
  NEARSHELF_ASSIGN_OR_RETURN(const ImportedProfile imported, read_export(json));
  NEARSHELF_ASSIGN_OR_RETURN(store::Transaction transaction, store_->begin());
  // What was imported lies behind the running session, which therefore ends here.
  if (session_.record() && !session_.record()->ended) {
    SessionState ended = session_;
    ended.end();
    NEARSHELF_RETURN_IF_ERROR(store_->sessions().update(*ended.record()));
  }
  NEARSHELF_ASSIGN_OR_RETURN(const bool any, take_up(imported, *store_));
  if (!any) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(store_->events().prune(options_.max_events));
  NEARSHELF_ASSIGN_OR_RETURN(SessionState session, SessionState::restore(*store_, model_.get()));
  NEARSHELF_ASSIGN_OR_RETURN(auto purchased, purchased_in(*store_));
  NEARSHELF_RETURN_IF_ERROR(transaction.commit());
  session_ = std::move(session);
  purchased_ = std::move(purchased);
  return ok_status();
}

}  // namespace nearshelf::engine
