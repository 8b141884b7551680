#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"
#include "sdk/model/limits.h"

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

nsh_status nsh_buffer_create(size_t size, nsh_buffer** buffer, nsh_error* error) {
  if (buffer) *buffer = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(buffer, "buffer"));
    if (size == 0) return invalid_argument("is 0", "size");
    if (size > model::kMaxArtifactBytes) return Status(Code::kLimit, "more than 1 GiB", "size");
    auto handle = std::make_unique<nsh_buffer>(nsh_buffer{model::AlignedBytes(size)});
    if (handle->bytes.size() != size) return Status(Code::kOutOfMemory, "no memory for the buffer", "size");
    *buffer = handle.release();
    return ok_status();
  });
}

uint8_t* nsh_buffer_data(nsh_buffer* buffer) { return buffer ? buffer->bytes.data() : nullptr; }

void nsh_buffer_free(nsh_buffer* buffer) { delete buffer; }

}  // extern "C"
