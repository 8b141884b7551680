// Memory stays flat through nearshelf.hpp as well: every handle closes itself, also where an error is on the way. How
// often stands in memory_use.h.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "nearshelf/nearshelf.hpp"
#include "tests/abi/memory_use.h"
#include "tests/support/temp_dir.h"

namespace {

using nearshelf::Model;
using nearshelf::Shelf;
using nearshelf::ShelfOptions;

const std::string& artifact() {
  static const std::string kBytes = [] {
    std::ifstream in(NEARSHELF_MODELS "/shop-1.nsm", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  return kBytes;
}

void expect_flat(const char* what, long count, const std::function<void()>& body) {
  const auto call = [](void* context) { (*static_cast<const std::function<void()>*>(context))(); };
  EXPECT_TRUE(stays_flat(what, count, call, const_cast<std::function<void()>*>(&body))) << what;
}

Shelf open_shelf(const ShelfOptions& options) {
  auto shelf = Shelf::open(options);
  EXPECT_TRUE(shelf.ok()) << shelf.error().to_string();
  return *std::move(shelf);
}

TEST(HppLeak, OpeningAndClosing) {
  const long count = leak_count(10000, 500);
  const nearshelf::testing::TempDir scratch;
  ShelfOptions options;
  options.clock = [] { return int64_t{1'700'000'000'000}; };
  options.log = [](nsh_log_level, std::string_view) {};
  options.sync.emplace();
  options.sync->key = "device-key";
  expect_flat("open, install, close: in memory", count, [&] {
    Shelf shelf = open_shelf(options);
    EXPECT_TRUE(shelf.install_model(artifact().data(), artifact().size()).ok());
    EXPECT_TRUE(shelf.model().ok());
    EXPECT_EQ(shelf.recommend()->size(), 20u);
  });
  const std::string path = scratch.file("leak.db");
  options.path = path;
  options.key = std::vector<uint8_t>(32, 7);
  expect_flat("open, close: a sealed file", count, [&] { open_shelf(options); });
  options.key[0] = 8;
  expect_flat("open with another key", count,
              [&] { EXPECT_EQ(Shelf::open(options).error().code, NSH_STATUS_WRONG_KEY); });
}

TEST(HppLeak, Calls) {
  const long calls = leak_count(1'000'000, 60'000) / 10;
  ShelfOptions options;
  options.max_events = 100;
  Shelf shelf = open_shelf(options);
  ASSERT_TRUE(shelf.set_consent({.granted = NSH_PURPOSE_PERSONALIZATION, .policy_version = "1"}).ok());
  ASSERT_TRUE(shelf.install_model(artifact().data(), artifact().size()).ok());
  int number = 0;
  const auto track = [&] {
    number = (number + 1) % 60;
    char item[16];
    std::snprintf(item, sizeof(item), "sku-%06d", number);
    EXPECT_TRUE(shelf.track({.kind = NSH_EVENT_VIEW, .item_id = item}).ok());
  };
  for (int i = 0; i < 100; ++i) track();  // so many events are kept, also where few are tracked below
  expect_flat("track", calls, track);
  expect_flat("recommend, with filters", calls, [&] {
    nearshelf::RecommendOptions asked;
    asked.categories = {"boots", "scarves", "a category with a long name that no model has"};
    asked.excluded_items = {"sku-000001"};
    const auto list = shelf.recommend(asked);
    for (size_t i = 0; i < list->size(); ++i) EXPECT_FALSE(list->reasons(i).empty() || (*list)[i].id.empty());
  });
  expect_flat("session, infos", calls, [&] { EXPECT_TRUE(shelf.session() && shelf.info() && shelf.sync_info()); });
  expect_flat("the shelf's model", calls, [&] {
    const auto model = shelf.model();
    EXPECT_TRUE(model->info() && model->recommend({"sku-000007"}));
  });
  expect_flat("a model in a buffer", calls / 10, [&] {
    auto buffer = nearshelf::Buffer::create(artifact().size());
    std::copy(artifact().begin(), artifact().end(), buffer->data());
    EXPECT_TRUE(Model::open(*std::move(buffer)).ok());
    EXPECT_TRUE(nearshelf::Buffer::create(100).ok());  // and one that nobody takes over
  });
  expect_flat("read events", calls, [&] { EXPECT_EQ((*shelf.read_events(0, 5))[4].kind, NSH_EVENT_VIEW); });
  expect_flat("consent", calls, [&] { EXPECT_EQ(shelf.consent()->granted, uint32_t{NSH_PURPOSE_PERSONALIZATION}); });
  expect_flat("export, import", calls / 10, [&] { EXPECT_TRUE(shelf.import_json(*shelf.export_json()).ok()); });
  expect_flat("end the session, trim memory", calls / 10, [&] {
    EXPECT_TRUE(shelf.track({.kind = NSH_EVENT_VIEW, .item_id = "sku-000007"}).ok());
    EXPECT_TRUE(shelf.end_session().ok() && shelf.trim_memory().ok());
  });
  expect_flat("calls that are refused", calls, [&] {
    EXPECT_EQ(shelf.track({.kind = NSH_EVENT_VIEW}).error().place, "event.item_id");
    EXPECT_EQ(shelf.recommend({.count = 0}).error().place, "options.count");
    EXPECT_EQ(Model::open("x", 1).error().code, NSH_STATUS_CORRUPT);
  });
  expect_flat("track, forget everything", calls / 10, [&] {
    EXPECT_TRUE(shelf.track({.kind = NSH_EVENT_VIEW, .item_id = "sku-000007"}).ok());
    EXPECT_TRUE(shelf.forget_all().ok());
  });
}

TEST(HppLeak, Tasks) {
  int64_t now_ms = 1'700'000'000'000;
  ShelfOptions options;
  options.clock = [&] { return now_ms; };
  options.sync.emplace();
  options.sync->key = "device-key";
  Shelf shelf = open_shelf(options);
  ASSERT_TRUE(shelf.set_consent({.granted = NSH_PURPOSE_ALL, .policy_version = "1"}).ok());
  bool finish = false;
  expect_flat("tasks", leak_count(1'000'000, 60'000) / 10, [&] {
    auto next = shelf.next_task(NSH_MOMENT_LEAVING);
    if (!next->task && next->wait_ms < 0) {
      EXPECT_TRUE(shelf.track({.kind = NSH_EVENT_VIEW, .item_id = "sku-000007"}).ok());
    } else if (!next->task) {
      now_ms += next->wait_ms;
    } else {
      EXPECT_FALSE(next->task.headers().empty());
      EXPECT_TRUE(!finish || shelf.finish(std::move(next->task), 0).ok());
      finish = !finish;
    }
  });
}

}  // namespace
