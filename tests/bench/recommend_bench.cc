// One recommendation through the C ABI, after a click, as an app asks for it: 20 items with their reasons. The click
// itself (a durable commit and one GRU step) is measured on its own.
//
//   NEARSHELF_BENCH_MODEL=diginetica.nsm bin/recommend_bench --benchmark_repetitions=5
//
// Counters: memory_mb is what the shelf says it holds; rss_mb is what the process grew by from before it was opened.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <nearshelf/nearshelf.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace nearshelf::bench {
namespace {

constexpr double kMegabyte = 1e6;
constexpr size_t kVisitClicks = 4;

double resident_mb() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / kMegabyte;
}

// A shelf in a temporary file, opened again after the model of NEARSHELF_BENCH_MODEL was installed, as every visit but
// the first finds it. Null, and the benchmark skipped, when there is no model.
class Shelf {
 public:
  explicit Shelf(benchmark::State& state)
      : path_(std::filesystem::temp_directory_path() / ("nearshelf_bench_" + std::to_string(getpid()) + ".db")) {
    const char* path = std::getenv("NEARSHELF_BENCH_MODEL");
    if (path == nullptr) {
      state.SkipWithError("set NEARSHELF_BENCH_MODEL to a model file");
      return;
    }
    nsh_error error;
    {
      std::ifstream file(path, std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      if (!open(&error) || nsh_shelf_install_model(shelf_, bytes.data(), bytes.size(), &error) != NSH_STATUS_OK) {
        close();
        state.SkipWithError(error.message);
        return;
      }
    }
    close();
    malloc_trim(0);
    rss_before_ = resident_mb();
    if (!open(&error)) {
      state.SkipWithError(error.message);
      return;
    }
    collect_items();
  }
  ~Shelf() {
    close();
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + suffix);
  }
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  explicit operator bool() const { return shelf_ != nullptr; }
  nsh_shelf* get() const { return shelf_; }

  bool click() {
    const std::string& id = items_[next_++ % items_.size()];
    nsh_event event;
    nsh_event_init(&event);
    event.kind = NSH_EVENT_VIEW;
    event.item_id = {id.data(), id.size()};
    return nsh_shelf_track(shelf_, &event, nullptr, nullptr) == NSH_STATUS_OK;
  }

  // Begins a visit of kVisitClicks - 1 clicks.
  void new_visit() {
    nsh_shelf_end_session(shelf_, nullptr);
    for (size_t i = 1; i < kVisitClicks; ++i) click();
  }

  void report(benchmark::State& state) const {
    nsh_shelf_info info{};
    info.struct_size = sizeof(info);
    nsh_shelf_get_info(shelf_, &info, nullptr);
    state.counters["memory_mb"] = static_cast<double>(info.memory_bytes) / kMegabyte;
    state.counters["rss_mb"] = resident_mb() - rss_before_;
  }

 private:
  // Clicks walk through what is popular, so that they match many past sessions: the slow case.
  void collect_items() {
    nsh_recommend_options options;
    nsh_recommend_options_init(&options);
    options.count = 500;
    options.rankers = NSH_RANKER_POPULAR;
    nsh_recommendations* popular = nullptr;
    nsh_shelf_recommend(shelf_, &options, &popular, nullptr);
    for (size_t i = 0; i < nsh_recommendations_count(popular); ++i) {
      nsh_item item{};
      item.struct_size = sizeof(item);
      nsh_recommendations_get_item(popular, i, &item, nullptr);
      items_.emplace_back(item.id.data, item.id.size);
    }
    nsh_recommendations_free(popular);
  }

  bool open(nsh_error* error) {
    nsh_shelf_options options;
    nsh_shelf_options_init(&options);
    const std::string& path = path_.native();
    options.path = {path.data(), path.size()};
    nsh_consent consent;  // to a profile that is kept: the slow case
    nsh_consent_init(&consent);
    consent.granted = NSH_PURPOSE_PERSONALIZATION;
    consent.policy_version = {"bench", 5};
    return nsh_shelf_open(&options, &shelf_, error) == NSH_STATUS_OK &&
           nsh_shelf_set_consent(shelf_, &consent, error) == NSH_STATUS_OK;
  }

  void close() {
    nsh_shelf_close(shelf_);
    shelf_ = nullptr;
  }

  std::filesystem::path path_;
  double rss_before_ = 0;
  nsh_shelf* shelf_ = nullptr;
  std::vector<std::string> items_;
  size_t next_ = 0;
};

void recommend_after_click(benchmark::State& state) {
  Shelf shelf(state);
  if (!shelf) return;
  for (auto _ : state) {
    state.PauseTiming();
    shelf.new_visit();
    const bool clicked = shelf.click();
    state.ResumeTiming();
    nsh_recommendations* list = nullptr;
    if (!clicked || nsh_shelf_recommend(shelf.get(), nullptr, &list, nullptr) != NSH_STATUS_OK) {
      state.SkipWithError("the shelf refused");
      break;
    }
    nsh_recommendations_free(list);
  }
  shelf.report(state);
}
BENCHMARK(recommend_after_click)->Unit(benchmark::kMicrosecond);

void track(benchmark::State& state) {
  Shelf shelf(state);
  if (!shelf) return;
  for (auto _ : state) {
    if (!shelf.click()) state.SkipWithError("the shelf refused");
  }
}
BENCHMARK(track)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace nearshelf::bench
