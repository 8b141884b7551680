#include "sdk/base/status.h"

namespace nearshelf {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::kOk: return "OK";
    case Code::kInvalidArgument: return "INVALID_ARGUMENT";
    case Code::kNotFound: return "NOT_FOUND";
    case Code::kIo: return "IO";
    case Code::kNoSpace: return "NO_SPACE";
    case Code::kCorrupt: return "CORRUPT";
    case Code::kUnsupportedVersion: return "UNSUPPORTED_VERSION";
    case Code::kBusy: return "BUSY";
    case Code::kFailedPrecondition: return "FAILED_PRECONDITION";
    case Code::kOutOfMemory: return "OUT_OF_MEMORY";
    case Code::kLimit: return "LIMIT";
    case Code::kCancelled: return "CANCELLED";
    case Code::kInternal: return "INTERNAL";
    case Code::kWrongKey: return "WRONG_KEY";
  }
  return "UNKNOWN";
}

Status::Status(Code code, std::string_view message, std::string_view place)
    : failure_(new Failure{code, std::string(message), std::string(place)}) {
  assert(code != Code::kOk);
}

const Status::Failure& Status::failure() const {
  static const Failure kNone;
  return failure_ ? *failure_ : kNone;
}

const Status::Failure* Status::copy(const Failure& failure) { return new Failure(failure); }

void Status::destroy(const Failure* failure) { delete failure; }

std::string Status::to_string() const {
  std::string text(code_name(code()));
  if (!place().empty()) text += ": " + place();
  if (!message().empty()) text += ": " + message();
  return text;
}

Status Status::at(std::string_view outer_place) const {
  if (ok()) return *this;
  std::string inner(outer_place);
  if (!place().empty()) inner += ", " + place();
  return Status(code(), message(), inner);
}

Status invalid_argument(std::string_view message, std::string_view place) {
  return Status(Code::kInvalidArgument, message, place);
}
Status corrupt(std::string_view message, std::string_view place) { return Status(Code::kCorrupt, message, place); }
Status io_error(std::string_view message, std::string_view place) { return Status(Code::kIo, message, place); }
Status failed_precondition(std::string_view message, std::string_view place) {
  return Status(Code::kFailedPrecondition, message, place);
}
Status internal_error(std::string_view message, std::string_view place) {
  return Status(Code::kInternal, message, place);
}

}  // namespace nearshelf
