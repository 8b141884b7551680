// Where errors and exceptions of the C++ side end: every entry point runs inside guarded().
#ifndef NEARSHELF_SDK_C_API_BOUNDARY_H_
#define NEARSHELF_SDK_C_API_BOUNDARY_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

#include "nearshelf/nearshelf.h"
#include "sdk/base/status.h"

namespace nearshelf::c_api {

// Writes code and texts to `error` (may be null) and returns the code. Allocates nothing.
nsh_status report(Code code, std::string_view message, std::string_view place, nsh_error* error);
nsh_status report(const Status& status, nsh_error* error);

// Runs body() -> Status and turns what comes of it, exceptions included, into a status.
template <typename Body>
nsh_status guarded(nsh_error* error, Body body) noexcept {
#if defined(__cpp_exceptions)
  try {
    return report(body(), error);
  } catch (const std::bad_alloc&) {
    return report(Code::kOutOfMemory, "out of memory", {}, error);
  } catch (const std::exception& e) {
    return report(Code::kInternal, e.what(), "exception", error);
  } catch (...) {
    return report(Code::kInternal, "unknown", "exception", error);
  }
#else
  return report(body(), error);
#endif
}

Status check_not_null(const void* pointer, const char* name);

// Checks a struct_size: at least `known` (what this version has), and not so large that it can only be garbage.
Status check_struct_size(size_t size, size_t known, const char* name);
// True when all bytes from `begin` to `end` are zero.
bool all_zero(const void* object, size_t begin, size_t end);

// A sized input struct. One from a newer header is fine as long as what this version does not know is not set.
template <typename T>
Status check_input(const T* input, const char* name) {
  static_assert(std::is_trivially_copyable_v<T>);
  NEARSHELF_RETURN_IF_ERROR(check_not_null(input, name));
  NEARSHELF_RETURN_IF_ERROR(check_struct_size(input->struct_size, sizeof(T), name));
  if (all_zero(input, sizeof(T), input->struct_size)) return ok_status();
  return Status(Code::kUnsupportedVersion, "sets a field that this version of the library does not have; update it",
                name);
}

// The same for a struct that has grown since it had `oldest` bytes: puts what the caller has of it into `values`, which
// keep their defaults beyond that.
template <typename T>
Status take_input(const T* input, size_t oldest, const char* name, T& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  NEARSHELF_RETURN_IF_ERROR(check_not_null(input, name));
  NEARSHELF_RETURN_IF_ERROR(check_struct_size(input->struct_size, oldest, name));
  if (input->struct_size >= sizeof(T)) {
    NEARSHELF_RETURN_IF_ERROR(check_input(input, name));
    values = *input;
  } else {
    std::memcpy(static_cast<void*>(&values), input, input->struct_size);
  }
  return ok_status();
}

template <typename T>
Status check_output(const T* output, const char* name) {
  NEARSHELF_RETURN_IF_ERROR(check_not_null(output, name));
  return check_struct_size(output->struct_size, sizeof(T), name);
}

// After check_output(): fills the caller's struct, zeros in fields of a newer header, and keeps its struct_size.
template <typename T>
void write_output(T value, T* output) {
  value.struct_size = output->struct_size;
  std::memcpy(output, &value, sizeof(T));
  std::memset(reinterpret_cast<char*>(output) + sizeof(T), 0, value.struct_size - sizeof(T));
}

// Copies of the caller's strings. Errors: kInvalidArgument for a null pointer with a size.
Status read_string(const nsh_string& input, const char* name, std::string& output);
Status read_strings(const nsh_string* input, size_t count, size_t max_count, const char* name,
                    std::vector<std::string>& output);

inline nsh_string view_of(const std::string& text) { return {text.c_str(), text.size()}; }

}  // namespace nearshelf::c_api

#endif  // NEARSHELF_SDK_C_API_BOUNDARY_H_
