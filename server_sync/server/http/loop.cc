#include "server_sync/server/http/loop.h"

#include <algorithm>
#include <ctime>

namespace nearshelf::server {
namespace {

constexpr std::chrono::milliseconds kWatchEvery{250};

}  // namespace

Loop::Loop() : work_(context_.get_executor()), timer_(context_.get_executor()) {}

Loop::~Loop() { stop(); }

void Loop::start() {
  watch();
  thread_ = std::thread([this] { context_.run(); });
}

void Loop::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

void Loop::watch() {
  timer_.expires_after(kWatchEvery);
  timer_.async_wait([this](const ErrorCode& error) {
    if (error) return;
    const Clock::time_point now = Clock::now();
    for (auto next = connections_.begin(); next != connections_.end();) {
      Watched* const connection = *next++;
      if (connection->deadline() <= now) connection->expire();
    }
    watch();
  });
}

bool Loop::evict_longest_waiting() {
  Watched* oldest = nullptr;
  for (Watched* connection : connections_) {
    if (connection->waiting_since() == Clock::time_point::max()) continue;
    if (!oldest || connection->waiting_since() < oldest->waiting_since()) oldest = connection;
  }
  if (oldest) oldest->evict();
  return oldest != nullptr;
}

void Loop::drain() {
  for (Watched* connection : connections_) connection->drain();
}

const std::string& Loop::http_date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    // strftime would use the language of the environment.
    static const char* const kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday], parts.tm_mday,
                  kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    date_ = text;
  }
  return date_;
}

}  // namespace nearshelf::server
