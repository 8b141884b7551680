#include <memory>
#include <utility>

#include "sdk/c_api/boundary.h"
#include "sdk/c_api/handles.h"
#include "sdk/model/limits.h"
#include "sdk/platform/host.h"

namespace nearshelf::c_api {
namespace {

constexpr size_t kMaxPathBytes = 4096;
constexpr size_t kMaxSessionItems = 100'000;

Result<model::AlignedBytes> read_file(const std::string& path) {
  NEARSHELF_ASSIGN_OR_RETURN(const platform::Platform platform, platform::host_platform());
  NEARSHELF_ASSIGN_OR_RETURN(const uint64_t size, platform.files->size(path));
  if (size > model::kMaxArtifactBytes) return Status(Code::kLimit, "the model is larger than 1 GiB", path);
  model::AlignedBytes bytes(size);
  if (bytes.size() != size) return Status(Code::kOutOfMemory, "no memory for the model", path);
  NEARSHELF_RETURN_IF_ERROR(platform.files->read(path, {bytes.data(), bytes.size()}));
  return bytes;
}

}  // namespace
}  // namespace nearshelf::c_api

using namespace nearshelf;         // NOLINT: the functions of this file only forward
using namespace nearshelf::c_api;  // NOLINT

extern "C" {

nsh_status nsh_model_open(const void* data, size_t size, nsh_model** model, nsh_error* error) {
  if (model) *model = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(data, "data"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(model, "model"));
    NEARSHELF_ASSIGN_OR_RETURN(auto loaded, engine::LoadedModel::open_copy({static_cast<const uint8_t*>(data), size}));
    *model = new nsh_model{std::move(loaded)};
    return ok_status();
  });
}

nsh_status nsh_model_open_buffer(nsh_buffer* buffer, nsh_model** model, nsh_error* error) {
  const std::unique_ptr<nsh_buffer> taken(buffer);
  if (model) *model = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(buffer, "buffer"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(model, "model"));
    NEARSHELF_ASSIGN_OR_RETURN(auto loaded, engine::LoadedModel::open(std::move(taken->bytes)));
    *model = new nsh_model{std::move(loaded)};
    return ok_status();
  });
}

nsh_status nsh_model_open_file(const char* path, size_t path_size, nsh_model** model, nsh_error* error) {
  if (model) *model = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(path, "path"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(model, "model"));
    if (path_size == 0 || path_size > kMaxPathBytes) return invalid_argument("not 1 to 4096 bytes", "path");
    const std::string file(path, path_size);
    if (file.find('\0') != std::string::npos) return invalid_argument("has a NUL inside", "path");
    NEARSHELF_ASSIGN_OR_RETURN(model::AlignedBytes bytes, read_file(file));
    auto loaded = engine::LoadedModel::open(std::move(bytes));
    if (!loaded.ok()) return loaded.status().at(file);
    *model = new nsh_model{std::move(loaded).value()};
    return ok_status();
  });
}

nsh_status nsh_model_get_info(const nsh_model* model, nsh_model_info* info, nsh_error* error) {
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(model, "model"));
    NEARSHELF_RETURN_IF_ERROR(check_output(info, "info"));
    const model::Model& artifact = model->loaded->model();
    nsh_model_info result = {};
    result.item_count = artifact.item_count();
    result.rankers = model->loaded->rankers();
    result.model_id = view_of(artifact.provenance().model_id);
    result.version = artifact.provenance().version;
    result.created_at_ms = artifact.provenance().created_at_ms;
    result.session_timeout_ms = artifact.session_timeout_ms();
    result.artifact_bytes = artifact.bytes().size();
    result.memory_bytes = model->loaded->memory_bytes();
    write_output(result, info);
    return ok_status();
  });
}

nsh_status nsh_model_recommend(const nsh_model* model, const nsh_string* item_ids, size_t item_count,
                               const nsh_recommend_options* options, nsh_recommendations** recommendations,
                               nsh_error* error) {
  if (recommendations) *recommendations = nullptr;
  return guarded(error, [&]() -> Status {
    NEARSHELF_RETURN_IF_ERROR(check_not_null(model, "model"));
    NEARSHELF_RETURN_IF_ERROR(check_not_null(recommendations, "recommendations"));
    std::vector<std::string> ids;
    NEARSHELF_RETURN_IF_ERROR(read_strings(item_ids, item_count, kMaxSessionItems, "item_ids", ids));
    NEARSHELF_ASSIGN_OR_RETURN(const engine::RecommendOptions request, read_options(options));
    NEARSHELF_ASSIGN_OR_RETURN(auto result, model->loaded->recommend_after(ids, request));
    *recommendations = new nsh_recommendations{std::move(result)};
    return ok_status();
  });
}

void nsh_model_close(nsh_model* model) { delete model; }

}  // extern "C"
