#include "sdk/c_api/boundary.h"

#include "sdk/model/text.h"

namespace nearshelf::c_api {
namespace {

constexpr size_t kMaxStructSize = 64 * 1024;

// As much of `text` as fits with its NUL, cut between characters.
void copy_text(std::string_view text, char* buffer, size_t buffer_size) {
  size_t size = std::min(text.size(), buffer_size - 1);
  if (size < text.size()) {
    while (size > 0 && model::is_utf8_continuation(static_cast<uint8_t>(text[size]))) --size;
  }
  if (size > 0) std::memcpy(buffer, text.data(), size);  // an empty view may have no data
  std::memset(buffer + size, 0, buffer_size - size);
}

}  // namespace

nsh_status report(Code code, std::string_view message, std::string_view place, nsh_error* error) {
  if (error) {
    error->code = static_cast<nsh_status>(code);
    copy_text(message, error->message, sizeof(error->message));
    copy_text(place, error->place, sizeof(error->place));
  }
  return static_cast<nsh_status>(code);
}

nsh_status report(const Status& status, nsh_error* error) {
  return report(status.code(), status.message(), status.place(), error);
}

Status check_not_null(const void* pointer, const char* name) {
  return pointer ? ok_status() : invalid_argument("is NULL", name);
}

Status check_struct_size(size_t size, size_t known, const char* name) {
  if (size >= known && size <= kMaxStructSize) return ok_status();
  return invalid_argument(
      "struct_size is " + std::to_string(size) + ", not at least " + std::to_string(known) + "; set it before the call",
      name);
}

bool all_zero(const void* object, size_t begin, size_t end) {
  const auto* bytes = static_cast<const uint8_t*>(object);
  return std::all_of(bytes + begin, bytes + end, [](uint8_t byte) { return byte == 0; });
}

Status read_string(const nsh_string& input, const char* name, std::string& output) {
  output.clear();
  if (input.size == 0) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(check_not_null(input.data, name));
  output.assign(input.data, input.size);
  return ok_status();
}

Status read_strings(const nsh_string* input, size_t count, size_t max_count, const char* name,
                    std::vector<std::string>& output) {
  output.clear();
  if (count == 0) return ok_status();
  NEARSHELF_RETURN_IF_ERROR(check_not_null(input, name));
  if (count > max_count) {
    return Status(Code::kLimit, std::to_string(count) + " entries; at most " + std::to_string(max_count), name);
  }
  output.resize(count);
  for (size_t i = 0; i < count; ++i) NEARSHELF_RETURN_IF_ERROR(read_string(input[i], name, output[i]));
  return ok_status();
}

}  // namespace nearshelf::c_api
