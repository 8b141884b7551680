#include "server_sync/protocol/json_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "server_sync/protocol/checks.h"

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxShownBytes = 128;

// The value is built here rather than by nlohmann, which keeps the last of two members with one name and has no limit
// on depth. A false from a callback ends the parsing.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(size_t max_depth) : max_depth_(max_depth) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // not in text

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Json& object = *open_.back();
    if (object.contains(name)) {
      status_ = invalid_argument("stands there twice", name.empty() ? "a name of 0 bytes" : place_of(name));
      return false;
    }
    name_ = name;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ...; last read: '...'". The begin
    // is not for people, and the end is as long as what came, which may also be nothing for a log.
    std::string message = error.what();
    if (const size_t end = message.find("; last read"); end != std::string::npos) message.resize(end);
    if (const size_t end = message.find("] "); end != std::string::npos) message.erase(0, end + 2);
    if (message.size() > kMaxShownBytes) message = "a number that is too large";  // the other message that quotes
    status_ = invalid_argument("not JSON: " + message, "byte " + std::to_string(position));
    return false;
  }

  const Status& status() const { return status_; }
  Json take() { return std::move(root_); }

 private:
  Json* put(Json&& value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[name_] = std::move(value));
  }

  bool add(Json&& value) {
    put(std::move(value));
    return true;
  }

  // Pointers into `open_` stay: a container grows only while it is the innermost one.
  bool open(Json&& container) {
    if (open_.size() >= max_depth_) {
      status_ = invalid_argument("more than " + std::to_string(max_depth_) + " levels of JSON", place_of({}));
      return false;
    }
    names_.push_back(open_.empty() || open_.back()->is_array() ? std::string() : name_);
    open_.push_back(put(std::move(container)));
    return true;
  }

  bool close() {
    open_.pop_back();
    names_.pop_back();
    return true;
  }

  // "events[3].price": of a member of the innermost container, which is still empty or its last.
  std::string place_of(const std::string& name) const {
    std::string place;
    for (size_t i = 0; i < open_.size(); ++i) {
      if (!names_[i].empty()) place += (place.empty() ? "" : ".") + names_[i];
      const bool last = i + 1 == open_.size();
      if (open_[i]->is_array()) {
        place += "[" + std::to_string(open_[i]->size() - (last ? 0 : 1)) + "]";
      }
    }
    const std::string& member = name.empty() && !open_.empty() && open_.back()->is_object() ? name_ : name;
    if (!member.empty()) place += (place.empty() ? "" : ".") + member;
    if (place.empty()) return "body";
    return check_text(place, 1, kMaxShownBytes, {}).ok() ? place
                                                         : "a name of " + std::to_string(member.size()) + " bytes";
  }

  const size_t max_depth_;
  Json root_;
  Status status_;
  std::string name_;                // of the member to come
  std::vector<Json*> open_;         // the containers that are not closed, outermost first
  std::vector<std::string> names_;  // under which they stand in theirs; empty in an array
};

}  // namespace

Result<Json> parse_json(std::string_view text, size_t max_depth) {
  Builder builder(max_depth);
  const bool parsed = Json::sax_parse(text.begin(), text.end(), &builder);
  if (parsed) return builder.take();
  if (!builder.status().ok()) return builder.status();
  return internal_error("the JSON parser stopped without saying why");
}

}  // namespace nearshelf::protocol
