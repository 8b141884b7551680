// A request that the library wants made, and what came of it.
#ifndef NEARSHELF_SDK_SYNC_TASK_H_
#define NEARSHELF_SDK_SYNC_TASK_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nearshelf::sync {

// Numbers are part of the ABI (NSH_TASK_*).
enum class TaskKind : int { kEvents = 1, kErase = 2, kManifest = 3, kModel = 4 };

// Likewise (NSH_MOMENT_*).
enum class Moment : int { kNormal = 0, kLeaving = 1 };

struct Request {
  std::string method;
  std::string url;  // a path below the sync server's address, or absolute
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  uint32_t timeout_ms = 0;
  uint64_t max_response_bytes = 0;
};

struct Task {
  uint64_t id = 0;  // from 1, never used twice by one process
  TaskKind kind = TaskKind::kEvents;
  Request request;
};

struct NextTask {
  std::optional<Task> task;
  int64_t wait_ms = 0;  // without a task: how long to wait before asking again; -1 = until something happens
};

// Views of what the host hands back.
struct Outcome {
  int http_status = 0;  // 0 = no answer
  std::string_view retry_after;
  std::string_view etag;
  std::span<const uint8_t> body;

  std::string_view text() const { return {reinterpret_cast<const char*>(body.data()), body.size()}; }
};

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_TASK_H_
