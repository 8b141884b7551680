// Model files on disk.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_ARTIFACT_FILE_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_ARTIFACT_FILE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sdk/base/status.h"
#include "sdk/model/model.h"

namespace nearshelf::publisher {

// Reads and verifies a model file. Errors: kNotFound, kIo, kLimit, kOutOfMemory, and those of Model::open(); the place
// begins with the path.
Result<std::shared_ptr<const model::Model>> open_artifact(const std::string& path);

// Afterwards, and after a power cut at any moment, `path` holds either all of `bytes` or what it held before: the bytes
// go to a temporary file beside it, which is synced, renamed, and its directory synced. The file gets mode 0644 less
// the umask. Errors: kNoSpace, otherwise kIo; the place is the path, and the temporary file is removed.
Status write_artifact(const std::string& path, std::span<const uint8_t> bytes);

}  // namespace nearshelf::publisher

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_ARTIFACT_FILE_H_
