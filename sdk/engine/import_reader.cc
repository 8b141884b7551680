#include "sdk/engine/import_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sdk/base/time.h"
#include "sdk/engine/export_format.h"
#include "sdk/profile/validate.h"

namespace nearshelf::engine {
namespace {

bool is_time(TimeMs time_ms) { return time_ms >= 0 && time_ms <= kMaxTimeMs; }

}  // namespace

bool ImportReader::fail(Code code, std::string_view message, std::string place) {
  if (status_.ok()) status_ = Status(code, message, place);
  return false;
}

std::string ImportReader::place_of(std::string_view field) const {
  if (depth_ < kList || section_ == Section::kOther) return std::string(field);
  std::string place = section_ == Section::kEvents ? "events[" : "sessions[";
  place += std::to_string(index_) + "]";
  return field.empty() ? place : place.append(".").append(field);
}

bool ImportReader::Key(const char* text, rapidjson::SizeType size, bool) {
  if (depth_ == kTop || in_item()) field_.assign(text, size);
  return true;
}

bool ImportReader::StartObject() {
  if (depth_ >= kTop && !(depth_ == kList && section_ != Section::kOther) && !nested()) return false;
  ++depth_;
  if (in_item()) {
    event_ = {};
    session_ = {};
    has_time_ = false;
    field_.clear();
  }
  return true;
}

bool ImportReader::EndObject(rapidjson::SizeType) {
  if (in_item()) {
    if (section_ == Section::kEvents ? !end_event() : !end_session()) return false;
    ++index_;
  }
  --depth_;
  return true;
}

bool ImportReader::StartArray() {
  if (depth_ == 0) return fail(Code::kInvalidArgument, "no JSON object", "export");
  if (depth_ == kTop && (field_ == "events" || field_ == "sessions")) {
    section_ = field_ == "events" ? Section::kEvents : Section::kSessions;
    has_events_ = has_events_ || section_ == Section::kEvents;
    index_ = 0;
  } else if (!nested()) {
    return false;
  }
  ++depth_;
  return true;
}

bool ImportReader::EndArray(rapidjson::SizeType) {
  if (--depth_ == kTop) section_ = Section::kOther;
  return true;
}

// An object or a list where no known field has one.
bool ImportReader::nested() {
  if (depth_ == kList && section_ != Section::kOther) {
    return fail(Code::kInvalidArgument, "is no object", place_of({}));
  }
  if (depth_ == kTop) return field_ == "events" || field_ == "sessions" ? bad_field("is no list") : top_field(true);
  return !in_item() || (section_ == Section::kEvents ? event_field(true) : session_field(true));
}

bool ImportReader::scalar(const Scalar& value) {
  if (depth_ == 0) return fail(Code::kInvalidArgument, "no JSON object", "export");
  if (depth_ == kTop) return top_field(value);
  if (depth_ == kList && section_ != Section::kOther) {
    return fail(Code::kInvalidArgument, "is no object", place_of({}));
  }
  if (!in_item()) return true;
  return section_ == Section::kEvents ? event_field(value) : session_field(value);
}

template <typename T, typename Out>
bool ImportReader::assign(const Scalar& value, std::string_view what, Out& out) {
  if (std::holds_alternative<std::monostate>(value)) return true;  // null = not given
  const T* typed = std::get_if<T>(&value);
  if (!typed) return bad_field(what);
  out = Out(*typed);
  return true;
}

bool ImportReader::assign_real(const Scalar& value, std::optional<double>& out) {
  if (const auto* whole = std::get_if<int64_t>(&value)) {
    out = static_cast<double>(*whole);
    return true;
  }
  return assign<double>(value, "is no number", out);
}

bool ImportReader::top_field(const Scalar& value) {
  if (field_ == "events" || field_ == "sessions") return bad_field("is no list");
  if (field_ == "format") {
    const auto* text = std::get_if<std::string_view>(&value);
    if (!text || *text != kExportFormat) return bad_field("is not nearshelf-profile");
    has_format_ = true;
  } else if (field_ == "format_version") {
    const auto* version = std::get_if<int64_t>(&value);
    if (!version || *version < 1) return bad_field("is no version");
    if (*version > kExportVersion) {
      return fail(Code::kUnsupportedVersion, "a newer format: update the library", field_);
    }
    if (*version < kExportVersion) return bad_field("an older format, which only the browser's package wrote");
    has_version_ = true;
  }
  return true;
}

bool ImportReader::event_field(const Scalar& value) {
  store::Event& event = event_.event;
  if (field_ == "event_id") return assign<std::string_view>(value, "is no text", event.event_id);
  if (field_ == "item_id") return assign<std::string_view>(value, "is no text", event.item_id);
  if (field_ == "query") return assign<std::string_view>(value, "is no text", event.query);
  if (field_ == "session_id") return assign<int64_t>(value, "is no whole number", event_.session_id);
  if (field_ == "dwell_ms") return assign<int64_t>(value, "is no whole number", event.dwell_ms);
  if (field_ == "scroll_percent") return assign<int64_t>(value, "is no whole number", event.scroll_percent);
  if (field_ == "quantity") return assign<int64_t>(value, "is no whole number", event.quantity);
  if (field_ == "price") return assign_real(value, event.price);
  if (field_ == "rating") return assign_real(value, event.rating);
  if (field_ == "time_ms") {
    has_time_ = true;
    return assign<int64_t>(value, "is no whole number", event.time_ms);
  }
  if (field_ != "kind") return true;
  std::string name;
  if (!assign<std::string_view>(value, "is no text", name)) return false;
  const auto found = std::find(kEventKindNames.begin() + 1, kEventKindNames.end(), name);
  if (found == kEventKindNames.end()) return bad_field("is no kind of event");
  event.kind = static_cast<store::EventKind>(found - kEventKindNames.begin());
  return true;
}

bool ImportReader::session_field(const Scalar& value) {
  if (field_ == "session_id") return assign<int64_t>(value, "is no whole number", session_.session_id);
  if (field_ == "started_ms") return assign<int64_t>(value, "is no whole number", session_.started_ms);
  if (field_ == "last_active_ms") return assign<int64_t>(value, "is no whole number", session_.last_active_ms);
  if (field_ != "event_count") return true;
  int64_t count = 0;
  if (!assign<int64_t>(value, "is no whole number", count)) return false;
  if (count < 0) return bad_field("is below 0");
  session_.event_count = static_cast<uint64_t>(count);
  return true;
}

bool ImportReader::end_event() {
  if (event_.event.event_id.empty()) return fail(Code::kInvalidArgument, "missing", place_of("event_id"));
  if (!has_time_) return fail(Code::kInvalidArgument, "missing", place_of("time_ms"));
  if (event_.session_id < 0) return fail(Code::kInvalidArgument, "is below 0", place_of("session_id"));
  if (const Status valid = profile::validate(event_.event); !valid.ok()) {
    constexpr std::string_view kPrefix = "event.";
    return fail(valid.code(), valid.message(), place_of(std::string_view(valid.place()).substr(kPrefix.size())));
  }
  profile_.events.push_back(std::move(event_));
  return true;
}

bool ImportReader::end_session() {
  if (session_.session_id < 1) return fail(Code::kInvalidArgument, "not 1 or more", place_of("session_id"));
  if (!is_time(session_.started_ms)) return fail(Code::kInvalidArgument, "no time", place_of("started_ms"));
  if (!is_time(session_.last_active_ms)) return fail(Code::kInvalidArgument, "no time", place_of("last_active_ms"));
  session_.ended = true;
  if (!profile_.sessions.emplace(session_.session_id, session_).second) {
    return fail(Code::kInvalidArgument, "is there twice", place_of("session_id"));
  }
  return true;
}

Status ImportReader::finish() {
  if (!has_format_) return invalid_argument("missing", "format");
  if (!has_version_) return invalid_argument("missing", "format_version");
  if (!has_events_) return invalid_argument("missing", "events");
  for (size_t i = 0; i < profile_.events.size(); ++i) {
    const int64_t session_id = profile_.events[i].session_id;
    if (session_id != 0 && !profile_.sessions.contains(session_id)) {
      return invalid_argument("is no session of the export", "events[" + std::to_string(i) + "].session_id");
    }
  }
  return ok_status();
}

}  // namespace nearshelf::engine
