// How far long work has come, on standard error: a bar on a terminal, a line now and then elsewhere.
#ifndef NEARSHELF_SERVER_SYNC_CLI_PROGRESS_LINE_H_
#define NEARSHELF_SERVER_SYNC_CLI_PROGRESS_LINE_H_

#include <chrono>
#include <functional>
#include <string>

namespace nearshelf::cli {

class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Mode { kTerminal, kLines, kSilent };
  static constexpr std::chrono::seconds kLineInterval{15};
  static constexpr std::chrono::milliseconds kBarInterval{100};

  // Bars when standard error is a terminal, else lines; nothing when `quiet`.
  static Mode mode_for(bool quiet);

  // `write` gets the text to put out, `now` the time; both for tests.
  explicit ProgressLine(Mode mode, std::function<void(const std::string&)> write = {},
                        std::function<Clock::time_point()> now = {});
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // `share` is clamped to [0, 1]. May be called at any rate.
  void update(double share, const std::string& text);
  // A line that stays, above the bar.
  void note(const std::string& text);
  // Takes the bar away.
  void clear();

 private:
  const Mode mode_;
  const std::function<void(const std::string&)> write_;
  const std::function<Clock::time_point()> now_;
  Clock::time_point last_;
  bool shown_ = false;
};

// "[#####               ]  25%".
std::string progress_bar(double share);
// "4s", "2m 05s", "1h 02m".
std::string duration_text(double seconds);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_PROGRESS_LINE_H_
