// The values of nearshelf.hpp: events, options, results and errors, and their C forms. Include nearshelf.hpp.
#ifndef NEARSHELF_VALUES_HPP_
#define NEARSHELF_VALUES_HPP_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nearshelf/nearshelf.h"

namespace nearshelf {
inline namespace v0 {

struct Error {
  nsh_status code = NSH_STATUS_OK;
  std::string message;
  std::string place;

  // "INVALID_ARGUMENT: event.quantity: not within 1 and 1000000".
  std::string to_string() const {
    return nsh_status_name(code) + (place.empty() ? "" : ": " + place) + (message.empty() ? "" : ": " + message);
  }
};

// A value, or the error that says why there is none. Ask ok() before the value.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return error_; }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return *std::move(value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Error error_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return error_.code == NSH_STATUS_OK; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// An event; what is not set is not given.
struct Event {
  nsh_event_kind kind = NSH_EVENT_VIEW;
  std::string_view item_id{};
  std::string_view event_id{};
  std::string_view query{};
  std::optional<int64_t> time_ms{};
  std::optional<int64_t> dwell_ms{};
  std::optional<int32_t> scroll_percent{};
  std::optional<int64_t> quantity{};
  std::optional<double> price{};
  std::optional<double> rating{};
};

struct RecordedEvent {
  nsh_event_kind kind = 0;
  int64_t sequence = 0;
  int64_t session_id = 0;
  int64_t time_ms = 0;
  std::string_view event_id{};
  std::string_view item_id{};
  std::string_view query{};
  std::optional<int64_t> dwell_ms{};
  std::optional<int32_t> scroll_percent{};
  std::optional<int64_t> quantity{};
  std::optional<double> price{};
  std::optional<double> rating{};
};

struct RecommendOptions {
  uint32_t count = 20;
  uint32_t rankers = NSH_RANKER_ALL;
  uint32_t max_per_category = 0;
  bool exclude_session_items = false;
  bool exclude_purchased = true;
  bool with_reasons = true;
  std::optional<float> min_price{};
  std::optional<float> max_price{};
  std::vector<std::string_view> categories{};
  std::vector<std::string_view> brands{};
  std::vector<std::string_view> excluded_items{};
};

// What a shopper decided.
struct Consent {
  uint32_t granted = 0;  // NSH_PURPOSE_* bits
  bool global_privacy_control = false;
  std::string_view policy_version{};
  std::optional<int64_t> time_ms{};
};

struct SyncOptions {
  std::string_view key{};
  std::string_view manifest{};
  uint32_t pseudonym_days = 30;
  uint32_t batch_events = 50;
  uint32_t batch_interval_ms = 30000;
  uint32_t model_interval_ms = 6 * 60 * 60 * 1000;
};

struct ShelfOptions {
  std::string_view path{};  // empty = in memory
  uint32_t busy_timeout_ms = 1000;
  uint32_t max_events = 20000;
  bool rebuild_if_corrupt = false;
  nsh_log_level log_level = NSH_LOG_INFO;
  std::function<void(nsh_log_level, std::string_view message)> log{};  // must not throw
  std::function<int64_t()> clock{};                                    // must not throw
  std::optional<SyncOptions> sync{};                                   // nothing = nothing is queued
  uint32_t gpc_denies = NSH_PURPOSE_ALL;
  std::vector<uint8_t> key{};  // 32 secret bytes that the file is sealed with; empty = it is not sealed
};

struct Reason {
  nsh_reason_kind kind = 0;
  float share = 0;
  std::string_view item_id{};
  std::string_view item_title{};
};

struct Item {
  float score = 0;
  float price = 0;  // NaN = unknown
  std::string_view id{};
  std::string_view title{};
  std::string_view category{};
  std::string_view brand{};
  std::string_view url{};
  std::string_view image{};
};

namespace detail {

inline Error make_error(const nsh_error& error) { return {error.code, error.message, error.place}; }
inline Result<void> make_result(const nsh_error& error) {
  return error.code == NSH_STATUS_OK ? Result<void>() : Result<void>(make_error(error));
}
inline nsh_string to_c(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view from_c(const nsh_string& text) { return {text.data, text.size}; }
inline std::vector<nsh_string> to_c(const std::vector<std::string_view>& texts) {
  std::vector<nsh_string> result;
  result.reserve(texts.size());
  for (const std::string_view text : texts) result.push_back(to_c(text));
  return result;
}

// The C form of options, which points into both this object and the options.
struct Options {
  explicit Options(const RecommendOptions& options)
      : categories(to_c(options.categories)), brands(to_c(options.brands)), excluded(to_c(options.excluded_items)) {
    nsh_recommend_options_init(&raw);
    raw.count = options.count;
    raw.rankers = options.rankers;
    raw.max_per_category = options.max_per_category;
    raw.exclude_session_items = options.exclude_session_items;
    raw.exclude_purchased = options.exclude_purchased;
    raw.with_reasons = options.with_reasons;
    if (options.min_price) raw.min_price = *options.min_price;
    if (options.max_price) raw.max_price = *options.max_price;
    raw.categories = categories.data();
    raw.category_count = categories.size();
    raw.brands = brands.data();
    raw.brand_count = brands.size();
    raw.excluded_items = excluded.data();
    raw.excluded_item_count = excluded.size();
  }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  std::vector<nsh_string> categories;
  std::vector<nsh_string> brands;
  std::vector<nsh_string> excluded;
  nsh_recommend_options raw;
};

}  // namespace detail
}  // namespace v0
}  // namespace nearshelf

#endif  // NEARSHELF_VALUES_HPP_
