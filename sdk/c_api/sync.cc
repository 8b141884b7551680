#include <memory>
#include <string>
#include <utility>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"
#include "sdk/sync/task.h"

namespace nearshelf::c_api {
namespace {

// A header that was not given is empty.
std::string_view view_text(const nsh_string& text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}

Result<sync::Outcome> read_outcome(const nsh_task_outcome* input) {
  NEARSHELF_RETURN_IF_ERROR(check_input(input, "outcome"));
  if (input->retry_after.size > 0) {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(input->retry_after.data, "outcome.retry_after"));
  }
  if (input->etag.size > 0) NEARSHELF_RETURN_IF_ERROR(check_not_null(input->etag.data, "outcome.etag"));
  if (input->body_size > 0) NEARSHELF_RETURN_IF_ERROR(check_not_null(input->body, "outcome.body"));
  sync::Outcome outcome;
  outcome.http_status = input->http_status;
  outcome.retry_after = view_text(input->retry_after);
  outcome.etag = view_text(input->etag);
  if (input->body_size > 0) outcome.body = {input->body, input->body_size};
  return outcome;
}

}  // namespace
}  // namespace nearshelf::c_api

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

nsh_status nsh_shelf_next_task(nsh_shelf* shelf, nsh_moment moment, nsh_task** task, int64_t* wait_ms,
                               nsh_error* error) {
  if (task) *task = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(task, "task"));
    if (moment != NSH_MOMENT_NORMAL && moment != NSH_MOMENT_LEAVING) return invalid_argument("no moment", "moment");
    auto handle = std::make_unique<nsh_task>();  // nothing may fail once a task is in flight
    NEARSHELF_ASSIGN_OR_RETURN(auto next, shelf->shelf->next_task(static_cast<sync::Moment>(moment)));
    if (wait_ms) *wait_ms = next.wait_ms;
    if (!next.task) return ok_status();
    handle->shelf = shelf;
    handle->value = std::move(*next.task);
    *task = handle.release();
    return ok_status();
  });
}

nsh_status nsh_task_get_info(const nsh_task* task, nsh_task_info* info, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(task, "task"));
    NEARSHELF_RETURN_IF_ERROR(check_output(info, "info"));
    const sync::Request& request = task->value.request;
    nsh_task_info result = {};
    result.kind = static_cast<nsh_task_kind>(task->value.kind);
    result.timeout_ms = request.timeout_ms;
    result.method = view_of(request.method);
    result.url = view_of(request.url);
    if (!request.body.empty()) result.body = reinterpret_cast<const uint8_t*>(request.body.data());
    result.body_size = request.body.size();
    result.header_count = request.headers.size();
    result.max_response_bytes = request.max_response_bytes;
    write_output(result, info);
    return ok_status();
  });
}

nsh_status nsh_task_get_header(const nsh_task* task, size_t index, nsh_string* name, nsh_string* value,
                               nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(task, "task"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(name, "name"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(value, "value"));
    const auto& headers = task->value.request.headers;
    if (index >= headers.size()) {
      return invalid_argument(std::to_string(index) + " of " + std::to_string(headers.size()), "index");
    }
    *name = view_of(headers[index].first);
    *value = view_of(headers[index].second);
    return ok_status();
  });
}

void nsh_task_outcome_init(nsh_task_outcome* outcome) {
  *outcome = nsh_task_outcome{};
  outcome->struct_size = sizeof(*outcome);
}

nsh_status nsh_shelf_finish_task(nsh_shelf* shelf, nsh_task* task, const nsh_task_outcome* outcome, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    // Freed in any case, and out of flight, too.
    const std::unique_ptr<nsh_task, void (*)(nsh_task*)> taken(task, nsh_task_free);
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(task, "task"));
    if (task->shelf != shelf) return invalid_argument("is a task of another shelf", "task");
    NEARSHELF_ASSIGN_OR_RETURN(const sync::Outcome read, read_outcome(outcome));
    return shelf->shelf->finish_task(task->value.id, read);
  });
}

void nsh_task_free(nsh_task* task) {
  if (!task) return;
  if (task->shelf) task->shelf->shelf->release_task(task->value.id);
  delete task;
}

nsh_status nsh_shelf_get_sync_info(nsh_shelf* shelf, nsh_sync_info* info, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_output(info, "info"));
    NEARSHELF_ASSIGN_OR_RETURN(const sync::SyncInfo found, shelf->shelf->sync_info());
    nsh_sync_info result = {};
    result.queued_events = found.queued_events;
    result.dropped_events = found.dropped_events;
    result.acknowledged_events = found.acknowledged_events;
    result.pending_erasures = found.pending_erasures;
    result.last_success_ms = found.last_success_ms;
    result.retry_at_ms = found.retry_at_ms;
    result.last_http_status = found.last_http_status;
    write_output(result, info);
    return ok_status();
  });
}

}  // extern "C"
