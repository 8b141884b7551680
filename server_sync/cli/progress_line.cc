#include "server_sync/cli/progress_line.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace nearshelf::cli {
namespace {

constexpr size_t kBarWidth = 24;
constexpr const char* kEraseLine = "\r\x1b[K";

std::string two_digits(int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

ProgressLine::Mode ProgressLine::mode_for(bool quiet) {
  if (quiet) return Mode::kSilent;
  return isatty(STDERR_FILENO) != 0 ? Mode::kTerminal : Mode::kLines;
}

ProgressLine::ProgressLine(Mode mode, std::function<void(const std::string&)> write,
                           std::function<Clock::time_point()> now)
    : mode_(mode),
      write_(write ? std::move(write) : [](const std::string& text) { std::fputs(text.c_str(), stderr); }),
      now_(now ? std::move(now) : [] { return Clock::now(); }),
      // The first bar appears at once, the first line after a while: short work needs no lines.
      last_(mode == Mode::kTerminal ? now_() - kBarInterval : now_()) {}

void ProgressLine::update(double share, const std::string& text) {
  if (mode_ == Mode::kSilent) return;
  const Clock::time_point now = now_();
  const bool bar = mode_ == Mode::kTerminal;
  if (now - last_ < (bar ? Clock::duration(kBarInterval) : Clock::duration(kLineInterval))) return;
  last_ = now;
  if (bar) {
    write_(kEraseLine + progress_bar(share) + "  " + text);
    shown_ = true;
  } else {
    write_(std::to_string(std::lround(std::clamp(share, 0.0, 1.0) * 100)) + "%  " + text + "\n");
  }
}

void ProgressLine::note(const std::string& text) {
  if (mode_ == Mode::kSilent) return;
  clear();
  write_(text + "\n");
}

void ProgressLine::clear() {
  if (shown_) write_(kEraseLine);
  shown_ = false;
}

std::string progress_bar(double share) {
  share = std::clamp(share, 0.0, 1.0);
  const auto full = static_cast<size_t>(share * kBarWidth);
  std::string percent = std::to_string(static_cast<int>(share * 100));
  percent.insert(0, 3 - percent.size(), ' ');
  return "[" + std::string(full, '#') + std::string(kBarWidth - full, ' ') + "] " + percent + "%";
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<int64_t>(std::llround(std::max(seconds, 0.0)));
  if (whole < 60) return std::to_string(whole) + "s";
  if (whole < 3600) return std::to_string(whole / 60) + "m " + two_digits(whole % 60) + "s";
  return std::to_string(whole / 3600) + "h " + two_digits(whole / 60 % 60) + "m";
}

}  // namespace nearshelf::cli
