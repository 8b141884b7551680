// Errors as values: a code that callers branch on, a message that a person can act on, and the place.
#ifndef NEARSHELF_SDK_BASE_STATUS_H_
#define NEARSHELF_SDK_BASE_STATUS_H_

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace nearshelf {

// The numbers are part of the ABI (NSH_STATUS_* in nearshelf.h) and never change.
enum class Code : int {
  kOk = 0,
  kInvalidArgument = 1,     // the caller's input is wrong; nothing was changed
  kNotFound = 2,            // a file or key that should exist does not
  kIo = 3,                  // the operating system refused a read or write
  kNoSpace = 4,             // disk or quota is full; nothing was lost
  kCorrupt = 5,             // bytes failed verification
  kUnsupportedVersion = 6,  // written by a newer major version
  kBusy = 7,                // another process holds the database
  kFailedPrecondition = 8,  // right call, wrong time (for example: no model loaded)
  kOutOfMemory = 9,
  kLimit = 10,      // input is larger than a documented limit
  kCancelled = 11,  // interrupted; a checkpoint or the old state remains
  kInternal = 12,   // a bug in Nearshelf
  kWrongKey = 13,   // the database is sealed with another key
};

// The stable upper-case name of a code, for example "INVALID_ARGUMENT".
std::string_view code_name(Code code);

// One pointer, null for OK: what is returned everywhere has to be small, also in the code that passes it on.
class [[nodiscard]] Status {
 public:
  Status() = default;  // OK
  // `code` is not kOk.
  Status(Code code, std::string_view message, std::string_view place = {});
  Status(const Status& other) : failure_(other.failure_ ? copy(*other.failure_) : nullptr) {}
  Status(Status&& other) noexcept : failure_(std::exchange(other.failure_, nullptr)) {}
  Status& operator=(Status other) noexcept {
    std::swap(failure_, other.failure_);
    return *this;
  }
  ~Status() {
    if (failure_) destroy(failure_);
  }

  bool ok() const { return !failure_; }
  Code code() const { return failure_ ? failure_->code : Code::kOk; }
  const std::string& message() const { return failure().message; }
  // Where: "clicks.csv:17", "field gru.hidden_size", "byte 4096"; empty when there is no such place.
  const std::string& place() const { return failure().place; }
  // "INVALID_ARGUMENT: clicks.csv:17: session id is empty".
  std::string to_string() const;
  // The same error seen from further out: `place` is put in front of the present place.
  Status at(std::string_view outer_place) const;

 private:
  struct Failure {
    Code code = Code::kOk;
    std::string message;
    std::string place;
  };
  const Failure& failure() const;  // of an OK status an empty one
  static const Failure* copy(const Failure& failure);
  static void destroy(const Failure* failure);

  const Failure* failure_ = nullptr;
};

inline Status ok_status() { return Status(); }
Status invalid_argument(std::string_view message, std::string_view place = {});
Status corrupt(std::string_view message, std::string_view place = {});
Status io_error(std::string_view message, std::string_view place = {});
Status failed_precondition(std::string_view message, std::string_view place = {});
Status internal_error(std::string_view message, std::string_view place = {});

// Either a value or the Status that says why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}                                  // NOLINT: implicit
  Result(Status status) : status_(std::move(status)) { assert(!status_.ok()); }  // NOLINT: implicit

  bool ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& value() & {
    assert(ok());
    return *value_;
  }
  const T& value() const& {
    assert(ok());
    return *value_;
  }
  T&& value() && {
    assert(ok());
    return std::move(*value_);
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }

 private:
  std::optional<T> value_;
  Status status_;
};

#define NEARSHELF_CONCAT_INNER(a, b) a##b
#define NEARSHELF_CONCAT(a, b) NEARSHELF_CONCAT_INNER(a, b)
// Returns from the enclosing function when `expr` is an error.
#define NEARSHELF_RETURN_IF_ERROR(expr)                                                  \
  do {                                                                                   \
    if (::nearshelf::Status nsh_status_ = (expr); !nsh_status_.ok()) return nsh_status_; \
  } while (false)
// NEARSHELF_ASSIGN_OR_RETURN(auto x, f()): declares x from a Result or returns its Status.
#define NEARSHELF_ASSIGN_OR_RETURN(decl, expr)                                                                \
  auto NEARSHELF_CONCAT(nsh_result_, __LINE__) = (expr);                                                      \
  if (!NEARSHELF_CONCAT(nsh_result_, __LINE__).ok()) return NEARSHELF_CONCAT(nsh_result_, __LINE__).status(); \
  decl = std::move(NEARSHELF_CONCAT(nsh_result_, __LINE__)).value()  // NOLINT: a declaration takes no parentheses

}  // namespace nearshelf

#endif  // NEARSHELF_SDK_BASE_STATUS_H_
