// The HTTP side of each kind of task.
#ifndef NEARSHELF_SDK_SYNC_REQUESTS_H_
#define NEARSHELF_SDK_SYNC_REQUESTS_H_

#include <string>
#include <string_view>

#include "sdk/sync/manifest.h"
#include "sdk/sync/task.h"

namespace nearshelf::sync {

// The key goes to the sync server's own routes and to nothing else; empty = the host brings its own.
Request events_request(std::string_view key, std::string body);
Request erase_request(std::string_view key, std::string body);
// etag: of the answer that is known already; empty = none.
Request manifest_request(std::string_view url, std::string_view etag);
Request model_request(const ManifestModel& model);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_REQUESTS_H_
