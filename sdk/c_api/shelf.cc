#include "sdk/engine/shelf.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/event.h"
#include "sdk/c_api/handles.h"
#include "sdk/c_api/sync_options.h"
#include "sdk/platform/host.h"

namespace nearshelf::c_api {
namespace {

LogSink make_sink(const nsh_shelf_options& options) {
  if (!options.log) return {};
  return [log = options.log, user_data = options.log_user_data, least = options.log_level](LogLevel level,
                                                                                           std::string_view message) {
    if (static_cast<nsh_log_level>(level) < least) return;
    log(user_data, static_cast<nsh_log_level>(level), std::string(message).c_str());
  };
}

Status read_key(const nsh_shelf_options& input, std::optional<store::SealKey>& key) {
  if (!input.key && input.key_size == 0) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(check_not_null(input.key, "options.key"));
  if (input.key_size != sizeof(store::SealKey)) return invalid_argument("is not 32 bytes", "options.key_size");
  std::memcpy(key.emplace().data(), input.key, sizeof(store::SealKey));
  return ok_status();
}

Result<engine::ShelfOptions> read_shelf_options(const nsh_shelf_options& input) {
  engine::ShelfOptions options;
  NEARSHELF_RETURN_IF_ERROR(read_string(input.path, "options.path", options.store.path));
  if (input.busy_timeout_ms > static_cast<uint32_t>(std::numeric_limits<int>::max())) {
    return invalid_argument("longer than 24 days", "options.busy_timeout_ms");
  }
  if (input.log_level < NSH_LOG_DEBUG || input.log_level > NSH_LOG_ERROR) {
    return invalid_argument("no log level", "options.log_level");
  }
  NEARSHELF_RETURN_IF_ERROR(read_key(input, options.store.key));
  options.store.busy_timeout_ms = static_cast<int>(input.busy_timeout_ms);
  options.store.rebuild_if_corrupt = input.rebuild_if_corrupt != 0;
  options.max_events = input.max_events;
  options.log = make_sink(input);
  options.gpc_denies = input.gpc_denies;
  if (input.sync) {
    NEARSHELF_ASSIGN_OR_RETURN(options.sync, read_sync_options(input.sync));
  }
  return options;
}

}  // namespace
}  // namespace nearshelf::c_api

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

void nsh_shelf_options_init(nsh_shelf_options* options) {
  const engine::ShelfOptions defaults;
  *options = nsh_shelf_options{};
  options->struct_size = sizeof(*options);
  options->busy_timeout_ms = static_cast<uint32_t>(defaults.store.busy_timeout_ms);
  options->max_events = static_cast<uint32_t>(defaults.max_events);
  options->rebuild_if_corrupt = defaults.store.rebuild_if_corrupt;
  options->log_level = NSH_LOG_INFO;
  options->gpc_denies = defaults.gpc_denies;
}

nsh_status nsh_shelf_open(const nsh_shelf_options* options, nsh_shelf** shelf, nsh_error* error) {
  if (shelf) *shelf = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    nsh_shelf_options input;
    nsh_shelf_options_init(&input);
    if (options) NEARSHELF_RETURN_IF_ERROR(take_input(options, offsetof(nsh_shelf_options, key), "options", input));
    NEARSHELF_ASSIGN_OR_RETURN(engine::ShelfOptions shelf_options, read_shelf_options(input));
    NEARSHELF_ASSIGN_OR_RETURN(platform::Platform platform, platform::host_platform());
    auto handle = std::make_unique<nsh_shelf>();
    if (input.clock) platform.clock = &handle->clock.emplace(input.clock, input.clock_user_data);
    NEARSHELF_ASSIGN_OR_RETURN(handle->shelf, engine::Shelf::open(std::move(shelf_options), platform));
    *shelf = handle.release();
    return ok_status();
  });
}

nsh_status nsh_shelf_install_model(nsh_shelf* shelf, const void* data, size_t size, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(data, "data"));
    return shelf->shelf->install_model({static_cast<const uint8_t*>(data), size});
  });
}

nsh_status nsh_shelf_install_buffer(nsh_shelf* shelf, nsh_buffer* buffer, nsh_error* error) {
  const std::unique_ptr<nsh_buffer> taken(buffer);
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(buffer, "buffer"));
    return shelf->shelf->adopt_model(std::move(taken->bytes));
  });
}

nsh_status nsh_shelf_get_model(nsh_shelf* shelf, nsh_model** model, nsh_error* error) {
  if (model) *model = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(model, "model"));
    NEARSHELF_ASSIGN_OR_RETURN(auto loaded, shelf->shelf->model());
    *model = new nsh_model{std::move(loaded)};
    return ok_status();
  });
}

nsh_status nsh_shelf_track(nsh_shelf* shelf, const nsh_event* event, nsh_track_result* result, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    if (result) NEARSHELF_RETURN_IF_ERROR(check_output(result, "result"));
    NEARSHELF_ASSIGN_OR_RETURN(InputEvent input, read_event(event));
    NEARSHELF_ASSIGN_OR_RETURN(const engine::TrackResult tracked,
                               shelf->shelf->track(std::move(input.event), input.time_ms));
    if (!result) return ok_status();
    nsh_track_result output = {};
    output.session_id = tracked.session_id;
    output.duplicate = tracked.duplicate;
    output.item_known = tracked.item_known;
    std::copy(tracked.event_id.begin(), tracked.event_id.end(), output.event_id);  // at most 64 bytes: validated
    write_output(output, result);
    return ok_status();
  });
}

nsh_status nsh_shelf_recommend(nsh_shelf* shelf, const nsh_recommend_options* options,
                               nsh_recommendations** recommendations, nsh_error* error) {
  if (recommendations) *recommendations = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(recommendations, "recommendations"));
    NEARSHELF_ASSIGN_OR_RETURN(const engine::RecommendOptions request, read_options(options));
    NEARSHELF_ASSIGN_OR_RETURN(auto result, shelf->shelf->recommend(request));
    *recommendations = new nsh_recommendations{std::move(result)};
    return ok_status();
  });
}

nsh_status nsh_shelf_get_session(nsh_shelf* shelf, nsh_session_info* info, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_output(info, "info"));
    const engine::SessionInfo session = shelf->shelf->session();
    nsh_session_info result = {};
    result.session_id = session.session_id;
    result.started_ms = session.started_ms;
    result.last_active_ms = session.last_active_ms;
    result.event_count = session.event_count;
    result.context_items = session.context_items;
    result.active = session.active;
    write_output(result, info);
    return ok_status();
  });
}

nsh_status nsh_shelf_end_session(nsh_shelf* shelf, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    return shelf->shelf->end_session();
  });
}

nsh_status nsh_shelf_forget_all(nsh_shelf* shelf, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    return shelf->shelf->forget_all();
  });
}

nsh_status nsh_shelf_get_info(nsh_shelf* shelf, nsh_shelf_info* info, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    NEARSHELF_RETURN_IF_ERROR(check_output(info, "info"));
    NEARSHELF_ASSIGN_OR_RETURN(const engine::ShelfInfo counts, shelf->shelf->info());
    nsh_shelf_info result = {};
    result.event_count = counts.event_count;
    result.session_count = counts.session_count;
    result.database_bytes = counts.database_bytes;
    result.memory_bytes = counts.memory_bytes;
    write_output(result, info);
    return ok_status();
  });
}

nsh_status nsh_shelf_trim_memory(nsh_shelf* shelf, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(shelf, "shelf"));
    shelf->shelf->trim_memory();
    return ok_status();
  });
}

void nsh_shelf_close(nsh_shelf* shelf) { delete shelf; }

}  // extern "C"
