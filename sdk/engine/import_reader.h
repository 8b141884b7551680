// What the JSON reader calls while it goes through an export.
#ifndef NEARSHELF_SDK_ENGINE_IMPORT_READER_H_
#define NEARSHELF_SDK_ENGINE_IMPORT_READER_H_

#include <rapidjson/reader.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>

#include "sdk/base/status.h"
#include "sdk/engine/import.h"

namespace nearshelf::engine {

// Each call answers whether to go on; after a no, status() says why. Fields and values that are not known are passed
// over, however deep.
class ImportReader : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, ImportReader> {
 public:
  // After the end of the document: is it a whole export?
  Status finish();
  const Status& status() const { return status_; }
  ImportedProfile& profile() { return profile_; }

  bool Null() { return scalar({}); }
  bool Bool(bool value) { return scalar(value); }
  bool Int(int value) { return scalar(int64_t{value}); }
  bool Uint(unsigned value) { return scalar(int64_t{value}); }
  bool Int64(int64_t value) { return scalar(value); }
  bool Uint64(uint64_t value) {
    // Beyond int64_t it is a whole number that no field takes.
    if (value > uint64_t{std::numeric_limits<int64_t>::max()}) return scalar(static_cast<double>(value));
    return scalar(static_cast<int64_t>(value));
  }
  bool Double(double value) { return scalar(value); }
  bool String(const char* text, rapidjson::SizeType size, bool) { return scalar(std::string_view(text, size)); }
  bool Key(const char* text, rapidjson::SizeType size, bool);
  bool StartObject();
  bool EndObject(rapidjson::SizeType);
  bool StartArray();
  bool EndArray(rapidjson::SizeType);

 private:
  using Scalar = std::variant<std::monostate, bool, int64_t, double, std::string_view>;
  enum class Section { kOther, kEvents, kSessions };
  static constexpr int kTop = 1;   // inside the document's object
  static constexpr int kList = 2;  // inside a list of it
  static constexpr int kItem = 3;  // inside an object of that list

  bool fail(Code code, std::string_view message, std::string place);
  bool bad_field(std::string_view message) { return fail(Code::kInvalidArgument, message, place_of(field_)); }
  std::string place_of(std::string_view field) const;
  bool in_item() const { return depth_ == kItem && section_ != Section::kOther; }
  bool scalar(const Scalar& value);
  bool top_field(const Scalar& value);
  bool event_field(const Scalar& value);
  bool session_field(const Scalar& value);
  bool nested();
  bool end_event();
  bool end_session();
  template <typename T, typename Out>
  bool assign(const Scalar& value, std::string_view what, Out& out);
  bool assign_real(const Scalar& value, std::optional<double>& out);

  Status status_;
  ImportedProfile profile_;
  int depth_ = 0;
  Section section_ = Section::kOther;
  std::string field_;   // the last key at the depths above
  uint64_t index_ = 0;  // in the list
  bool has_format_ = false;
  bool has_version_ = false;
  bool has_events_ = false;
  store::RecordedEvent event_;
  bool has_time_ = false;
  store::SessionRecord session_;
};

}  // namespace nearshelf::engine

#endif  // NEARSHELF_SDK_ENGINE_IMPORT_READER_H_
