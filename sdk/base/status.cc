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
  }
  return "UNKNOWN";
}

std::string Status::to_string() const {
  std::string text(code_name(code_));
  if (!place_.empty()) text += ": " + place_;
  if (!message_.empty()) text += ": " + message_;
  return text;
}

Status Status::at(std::string_view outer_place) const {
  if (ok()) return *this;
  std::string place(outer_place);
  if (!place_.empty()) place += ", " + place_;
  return Status(code_, message_, std::move(place));
}

Status invalid_argument(std::string message, std::string place) {
  return Status(Code::kInvalidArgument, std::move(message), std::move(place));
}
Status corrupt(std::string message, std::string place) {
  return Status(Code::kCorrupt, std::move(message), std::move(place));
}
Status io_error(std::string message, std::string place) {
  return Status(Code::kIo, std::move(message), std::move(place));
}
Status failed_precondition(std::string message, std::string place) {
  return Status(Code::kFailedPrecondition, std::move(message), std::move(place));
}
Status internal_error(std::string message, std::string place) {
  return Status(Code::kInternal, std::move(message), std::move(place));
}

}  // namespace nearshelf
