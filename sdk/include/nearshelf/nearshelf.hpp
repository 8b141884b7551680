// The RAII face of nearshelf.h for C++17 and later: move-only handles, results instead of out parameters.
//
// It only forwards: ownership, threads, units, limits and statuses are those of nearshelf.h. Handles close themselves;
// a moved-from or default-made handle is empty and every call on it fails with NSH_STATUS_INVALID_ARGUMENT. Strings
// that an object hands out as std::string_view live as long as that object. Nothing here throws but std::bad_alloc.
#ifndef NEARSHELF_NEARSHELF_HPP_
#define NEARSHELF_NEARSHELF_HPP_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "nearshelf/nearshelf.h"
#include "nearshelf/values.hpp"

namespace nearshelf {
inline namespace v0 {

namespace detail {

template <typename T, void (*close)(T*)>
struct Closer {
  void operator()(T* handle) const { close(handle); }
};
template <typename T, void (*close)(T*)>
using Handle = std::unique_ptr<T, Closer<T, close>>;

}  // namespace detail

class Recommendations {
 public:
  Recommendations() = default;
  explicit Recommendations(nsh_recommendations* handle) : handle_(handle) {}  // takes it over

  size_t size() const { return nsh_recommendations_count(handle_.get()); }
  bool empty() const { return size() == 0; }
  nsh_context context() const { return nsh_recommendations_context(handle_.get()); }

  // An item of an index that is not below size() is empty.
  Item operator[](size_t index) const {
    nsh_item item = {};
    item.struct_size = sizeof(item);
    if (nsh_recommendations_get_item(handle_.get(), index, &item, nullptr) != NSH_STATUS_OK) return {};
    using detail::from_c;
    return {item.score,         item.price,       from_c(item.id),   from_c(item.title), from_c(item.category),
            from_c(item.brand), from_c(item.url), from_c(item.image)};
  }

  // Largest share first.
  std::vector<Reason> reasons(size_t index) const {
    std::vector<Reason> reasons;
    nsh_reason reason = {};
    reason.struct_size = sizeof(reason);
    while (nsh_recommendations_get_reason(handle_.get(), index, reasons.size(), &reason, nullptr) == NSH_STATUS_OK) {
      reasons.push_back({reason.kind, reason.share, detail::from_c(reason.item_id), detail::from_c(reason.item_title)});
    }
    return reasons;
  }

 private:
  detail::Handle<nsh_recommendations, nsh_recommendations_free> handle_;
};

// The events that a shelf has kept, in the order of arrival.
class Events {
 public:
  Events() = default;
  explicit Events(nsh_events* handle) : handle_(handle) {}  // takes it over

  size_t size() const { return nsh_events_count(handle_.get()); }
  bool empty() const { return size() == 0; }

  // An event of an index that is not below size() is empty.
  RecordedEvent operator[](size_t index) const {
    nsh_recorded_event raw = {};
    raw.struct_size = sizeof(raw);
    if (nsh_events_get_event(handle_.get(), index, &raw, nullptr) != NSH_STATUS_OK) return {};
    RecordedEvent event;
    event.kind = raw.kind;
    event.sequence = raw.sequence;
    event.session_id = raw.session_id;
    event.time_ms = raw.time_ms;
    event.event_id = detail::from_c(raw.event_id);
    event.item_id = detail::from_c(raw.item_id);
    event.query = detail::from_c(raw.query);
    if (raw.dwell_ms != -1) event.dwell_ms = raw.dwell_ms;
    if (raw.scroll_percent != -1) event.scroll_percent = raw.scroll_percent;
    if (raw.quantity != 0) event.quantity = raw.quantity;
    if (raw.price == raw.price) event.price = raw.price;  // not NaN
    if (raw.rating == raw.rating) event.rating = raw.rating;
    return event;
  }

 private:
  detail::Handle<nsh_events, nsh_events_free> handle_;
};

// Memory for an artifact, filled by the caller and given to a model without a copy.
class Buffer {
 public:
  Buffer() = default;

  static Result<Buffer> create(size_t size) {
    nsh_buffer* handle = nullptr;
    nsh_error error;
    if (nsh_buffer_create(size, &handle, &error) != NSH_STATUS_OK) return detail::make_error(error);
    Buffer buffer;
    buffer.handle_.reset(handle);
    return buffer;
  }

  // Aligned to 64; null for an empty handle.
  uint8_t* data() { return nsh_buffer_data(handle_.get()); }
  nsh_buffer* release() { return handle_.release(); }

 private:
  detail::Handle<nsh_buffer, nsh_buffer_free> handle_;
};

class Model {
 public:
  Model() = default;
  explicit Model(nsh_model* handle) : handle_(handle) {}  // takes it over

  static Result<Model> open(const void* data, size_t size) {
    nsh_model* handle = nullptr;
    nsh_error error;
    if (nsh_model_open(data, size, &handle, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return Model(handle);
  }
  static Result<Model> open(Buffer buffer) {
    nsh_model* handle = nullptr;
    nsh_error error;
    if (nsh_model_open_buffer(buffer.release(), &handle, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return Model(handle);
  }
  static Result<Model> open_file(std::string_view path) {
    nsh_model* handle = nullptr;
    nsh_error error;
    if (nsh_model_open_file(path.data(), path.size(), &handle, &error) != NSH_STATUS_OK) {
      return detail::make_error(error);
    }
    return Model(handle);
  }

  Result<nsh_model_info> info() const {
    nsh_model_info info = {};
    info.struct_size = sizeof(info);
    nsh_error error;
    if (nsh_model_get_info(handle_.get(), &info, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return info;
  }

  Result<Recommendations> recommend(const std::vector<std::string_view>& item_ids,
                                    const RecommendOptions& options = {}) const {
    const detail::Options c_options(options);
    const std::vector<nsh_string> c_ids = detail::to_c(item_ids);
    nsh_recommendations* handle = nullptr;
    nsh_error error;
    if (nsh_model_recommend(handle_.get(), c_ids.data(), c_ids.size(), &c_options.raw, &handle, &error) !=
        NSH_STATUS_OK) {
      return detail::make_error(error);
    }
    return Recommendations(handle);
  }

 private:
  detail::Handle<nsh_model, nsh_model_close> handle_;
};

// One request of the sync; what it has and what may come of it stands in sync.h. One that is neither finished nor freed
// before its shelf is closed is a mistake: finish it, or let it go out of scope first.
class Task {
 public:
  Task() = default;
  explicit Task(nsh_task* handle) : handle_(handle) {}  // takes it over

  explicit operator bool() const { return handle_ != nullptr; }
  // Its strings and body live as long as the task. All zero for an empty handle.
  nsh_task_info info() const {
    nsh_task_info info = {};
    info.struct_size = sizeof(info);
    nsh_task_get_info(handle_.get(), &info, nullptr);
    return info;
  }
  std::vector<std::pair<std::string_view, std::string_view>> headers() const {
    std::vector<std::pair<std::string_view, std::string_view>> headers;
    nsh_string name;
    nsh_string value;
    while (nsh_task_get_header(handle_.get(), headers.size(), &name, &value, nullptr) == NSH_STATUS_OK) {
      headers.emplace_back(detail::from_c(name), detail::from_c(value));
    }
    return headers;
  }
  nsh_task* release() { return handle_.release(); }

 private:
  detail::Handle<nsh_task, nsh_task_free> handle_;
};

struct NextTask {
  Task task;            // empty when none is due
  int64_t wait_ms = 0;  // then: how long to wait before asking again, -1 = until something happens
};

class Shelf {
 public:
  Shelf() = default;
  Shelf(Shelf&&) noexcept = default;
  Shelf& operator=(Shelf&& other) noexcept {
    handle_ = std::move(other.handle_);  // first: the old handle may still use the old callbacks
    callbacks_ = std::move(other.callbacks_);
    return *this;
  }

  static Result<Shelf> open(const ShelfOptions& options) {
    Shelf shelf;
    shelf.callbacks_ = std::make_unique<Callbacks>(Callbacks{options.log, options.clock});
    nsh_shelf_options raw;
    nsh_shelf_options_init(&raw);
    raw.path = detail::to_c(options.path);
    raw.busy_timeout_ms = options.busy_timeout_ms;
    raw.max_events = options.max_events;
    raw.rebuild_if_corrupt = options.rebuild_if_corrupt;
    raw.log_level = options.log_level;
    raw.log_user_data = raw.clock_user_data = shelf.callbacks_.get();
    if (options.log) {
      raw.log = [](void* user_data, nsh_log_level level, const char* message) {
        static_cast<Callbacks*>(user_data)->log(level, message);
      };
    }
    if (options.clock) raw.clock = [](void* user_data) { return static_cast<Callbacks*>(user_data)->clock(); };
    raw.gpc_denies = options.gpc_denies;
    raw.key = options.key.data();
    raw.key_size = options.key.size();
    nsh_sync_options sync;
    if (options.sync) {
      nsh_sync_options_init(&sync);
      sync.key = detail::to_c(options.sync->key);
      sync.manifest = detail::to_c(options.sync->manifest);
      sync.pseudonym_days = options.sync->pseudonym_days;
      sync.batch_events = options.sync->batch_events;
      sync.batch_interval_ms = options.sync->batch_interval_ms;
      sync.model_interval_ms = options.sync->model_interval_ms;
      raw.sync = &sync;
    }
    nsh_shelf* handle = nullptr;
    nsh_error error;
    if (nsh_shelf_open(&raw, &handle, &error) != NSH_STATUS_OK) return detail::make_error(error);
    shelf.handle_.reset(handle);
    return shelf;
  }

  Result<void> install_model(const void* data, size_t size) {
    nsh_error error;
    nsh_shelf_install_model(handle_.get(), data, size, &error);
    return detail::make_result(error);
  }

  Result<void> install_model(Buffer buffer) {
    nsh_error error;
    nsh_shelf_install_buffer(handle_.get(), buffer.release(), &error);
    return detail::make_result(error);
  }

  Result<Model> model() {
    nsh_model* handle = nullptr;
    nsh_error error;
    if (nsh_shelf_get_model(handle_.get(), &handle, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return Model(handle);
  }

  Result<nsh_track_result> track(const Event& event) {
    nsh_event raw;
    nsh_event_init(&raw);
    raw.kind = event.kind;
    raw.item_id = detail::to_c(event.item_id);
    raw.event_id = detail::to_c(event.event_id);
    raw.query = detail::to_c(event.query);
    if (event.time_ms) raw.time_ms = *event.time_ms;
    if (event.dwell_ms) raw.dwell_ms = *event.dwell_ms;
    if (event.scroll_percent) raw.scroll_percent = *event.scroll_percent;
    if (event.quantity) raw.quantity = *event.quantity;
    if (event.price) raw.price = *event.price;
    if (event.rating) raw.rating = *event.rating;
    nsh_track_result result = {};
    result.struct_size = sizeof(result);
    nsh_error error;
    if (nsh_shelf_track(handle_.get(), &raw, &result, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return result;
  }

  Result<Recommendations> recommend(const RecommendOptions& options = {}) {
    const detail::Options c_options(options);
    nsh_recommendations* handle = nullptr;
    nsh_error error;
    if (nsh_shelf_recommend(handle_.get(), &c_options.raw, &handle, &error) != NSH_STATUS_OK) {
      return detail::make_error(error);
    }
    return Recommendations(handle);
  }

  Result<nsh_session_info> session() {
    nsh_session_info info = {};
    info.struct_size = sizeof(info);
    nsh_error error;
    if (nsh_shelf_get_session(handle_.get(), &info, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return info;
  }

  // The first `max_count` (1 to 10000) recorded events after the one of this sequence; 0 = from the beginning.
  Result<Events> read_events(int64_t after_sequence = 0, uint32_t max_count = 1000) {
    nsh_events* handle = nullptr;
    nsh_error error;
    if (nsh_shelf_read_events(handle_.get(), after_sequence, max_count, &handle, &error) != NSH_STATUS_OK) {
      return detail::make_error(error);
    }
    return Events(handle);
  }

  Result<void> end_session() {
    nsh_error error;
    nsh_shelf_end_session(handle_.get(), &error);
    return detail::make_result(error);
  }

  Result<void> forget_all() {
    nsh_error error;
    nsh_shelf_forget_all(handle_.get(), &error);
    return detail::make_result(error);
  }

  Result<void> set_consent(const Consent& consent) {
    nsh_consent raw;
    nsh_consent_init(&raw);
    raw.granted = consent.granted;
    raw.global_privacy_control = consent.global_privacy_control;
    raw.policy_version = detail::to_c(consent.policy_version);
    if (consent.time_ms) raw.time_ms = *consent.time_ms;
    nsh_error error;
    nsh_shelf_set_consent(handle_.get(), &raw, &error);
    return detail::make_result(error);
  }

  Result<nsh_consent_info> consent() {
    nsh_consent_info info = {};
    info.struct_size = sizeof(info);
    nsh_error error;
    if (nsh_shelf_get_consent(handle_.get(), &info, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return info;
  }

  Result<NextTask> next_task(nsh_moment moment = NSH_MOMENT_NORMAL) {
    nsh_task* handle = nullptr;
    int64_t wait_ms = 0;
    nsh_error error;
    if (nsh_shelf_next_task(handle_.get(), moment, &handle, &wait_ms, &error) != NSH_STATUS_OK) {
      return detail::make_error(error);
    }
    return NextTask{Task(handle), wait_ms};
  }

  // http_status 0 = no answer. retry_after, etag: the headers of these names, empty when there were none.
  Result<void> finish(Task task, int32_t http_status, std::string_view body = {}, std::string_view retry_after = {},
                      std::string_view etag = {}) {
    nsh_task_outcome outcome;
    nsh_task_outcome_init(&outcome);
    outcome.http_status = http_status;
    outcome.retry_after = detail::to_c(retry_after);
    outcome.etag = detail::to_c(etag);
    outcome.body = reinterpret_cast<const uint8_t*>(body.data());
    outcome.body_size = body.size();
    nsh_error error;
    nsh_shelf_finish_task(handle_.get(), task.release(), &outcome, &error);
    return detail::make_result(error);
  }

  Result<nsh_sync_info> sync_info() {
    nsh_sync_info info = {};
    info.struct_size = sizeof(info);
    nsh_error error;
    if (nsh_shelf_get_sync_info(handle_.get(), &info, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return info;
  }

  // Everything that is known of the shopper, as JSON.
  Result<std::string> export_json() {
    nsh_buffer* handle = nullptr;
    size_t size = 0;
    nsh_error error;
    if (nsh_shelf_export(handle_.get(), &handle, &size, &error) != NSH_STATUS_OK) return detail::make_error(error);
    const detail::Handle<nsh_buffer, nsh_buffer_free> buffer(handle);
    return std::string(reinterpret_cast<const char*>(nsh_buffer_data(handle)), size);
  }

  Result<void> import_json(std::string_view json) {
    nsh_error error;
    nsh_shelf_import(handle_.get(), json.data(), json.size(), &error);
    return detail::make_result(error);
  }

  Result<void> trim_memory() {
    nsh_error error;
    nsh_shelf_trim_memory(handle_.get(), &error);
    return detail::make_result(error);
  }

  Result<nsh_shelf_info> info() {
    nsh_shelf_info info = {};
    info.struct_size = sizeof(info);
    nsh_error error;
    if (nsh_shelf_get_info(handle_.get(), &info, &error) != NSH_STATUS_OK) return detail::make_error(error);
    return info;
  }

 private:
  // At a fixed address, because the C side keeps a pointer to it.
  struct Callbacks {
    std::function<void(nsh_log_level, std::string_view)> log;
    std::function<int64_t()> clock;
  };

  std::unique_ptr<Callbacks> callbacks_;  // outlives the handle
  detail::Handle<nsh_shelf, nsh_shelf_close> handle_;
};

}  // namespace v0
}  // namespace nearshelf

#endif  // NEARSHELF_NEARSHELF_HPP_
