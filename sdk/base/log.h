// The library never prints: the host gives a sink, and without one nothing is said.
#ifndef NEARSHELF_SDK_BASE_LOG_H_
#define NEARSHELF_SDK_BASE_LOG_H_

#include <functional>
#include <string_view>

namespace nearshelf {

enum class LogLevel : int { kDebug = 0, kInfo = 1, kWarning = 2, kError = 3 };

std::string_view log_level_name(LogLevel level);

// Called on the thread that logs. Must not call back into the library.
using LogSink = std::function<void(LogLevel, std::string_view message)>;

}  // namespace nearshelf

#endif  // NEARSHELF_SDK_BASE_LOG_H_
