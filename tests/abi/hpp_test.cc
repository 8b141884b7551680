#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

#include "nearshelf/nearshelf.hpp"

namespace {

using nearshelf::Model;
using nearshelf::Recommendations;
using nearshelf::Shelf;
using nearshelf::ShelfOptions;

std::string model_bytes() {
  std::ifstream in(NEARSHELF_MODELS "/shop-1.nsm", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Shelf open_shelf(ShelfOptions options = {}) {
  auto shelf = Shelf::open(options);
  EXPECT_TRUE(shelf.ok()) << shelf.error().to_string();
  const std::string bytes = model_bytes();
  EXPECT_TRUE(shelf->install_model(bytes.data(), bytes.size()).ok());
  return *std::move(shelf);
}

TEST(Hpp, HandlesMoveAndDoNotCopy) {
  static_assert(std::is_nothrow_move_constructible_v<Shelf> && std::is_nothrow_move_assignable_v<Shelf>);
  static_assert(!std::is_copy_constructible_v<Shelf> && !std::is_copy_constructible_v<Model>);
  static_assert(!std::is_copy_constructible_v<Recommendations>);
  Shelf first = open_shelf();
  Shelf second = std::move(first);
  EXPECT_TRUE(second.track({NSH_EVENT_VIEW, "sku-000007"}).ok());
  EXPECT_EQ(first.track({NSH_EVENT_VIEW, "sku-000007"}).error().code, NSH_STATUS_INVALID_ARGUMENT);  // NOLINT
  second = open_shelf();
  EXPECT_EQ(second.session()->event_count, 0u);
}

TEST(Hpp, EmptyHandlesFailAndDoNotCrash) {
  Shelf shelf;
  EXPECT_EQ(shelf.info().error().code, NSH_STATUS_INVALID_ARGUMENT);
  EXPECT_EQ(shelf.end_session().error().place, "shelf");
  EXPECT_FALSE(shelf.forget_all().ok());
  EXPECT_FALSE(shelf.recommend().ok());
  EXPECT_FALSE(shelf.model().ok());
  EXPECT_FALSE(shelf.install_model("x", 1).ok());
  const Model model;
  EXPECT_FALSE(model.info().ok());
  EXPECT_FALSE(model.recommend({}).ok());
  const Recommendations list;
  EXPECT_TRUE(list.empty());
  EXPECT_TRUE(list[0].id.empty());
  EXPECT_TRUE(list.reasons(0).empty());
}

TEST(Hpp, AShopperDecidesAndTakesTheProfileAlong) {
  ShelfOptions options;
  options.sync.emplace();
  options.sync->key = "device-key";
  Shelf shelf = open_shelf(options);
  EXPECT_EQ(shelf.consent()->decided, 0);
  EXPECT_EQ(shelf.set_consent({.granted = NSH_PURPOSE_ALL}).error().place, "consent.policy_version");
  ASSERT_TRUE(shelf.set_consent({.granted = NSH_PURPOSE_ALL, .policy_version = "1", .time_ms = 5}).ok());
  EXPECT_EQ(shelf.consent()->effective, uint32_t{NSH_PURPOSE_ALL});
  EXPECT_EQ(shelf.consent()->time_ms, 5);
  ASSERT_TRUE(shelf.track({NSH_EVENT_VIEW, "sku-000007"}).ok());
  const auto json = shelf.export_json();
  ASSERT_TRUE(json.ok());
  EXPECT_NE(json->find("sku-000007"), std::string::npos);
  EXPECT_TRUE(shelf.import_json(*json).ok());
  EXPECT_EQ(shelf.import_json("[]").error().place, "export");
  EXPECT_EQ(shelf.info()->event_count, 1u);
  options.sync->key = "";
  EXPECT_EQ(Shelf::open(options).error().place, "options.sync.key");
}

TEST(Hpp, ABufferIsGivenAwayAndRecordedEventsComeBack) {
  const std::string bytes = model_bytes();
  auto buffer = nearshelf::Buffer::create(bytes.size());
  ASSERT_TRUE(buffer.ok());
  std::copy(bytes.begin(), bytes.end(), buffer->data());
  auto shelf = Shelf::open({});
  ASSERT_TRUE(shelf.ok());
  ASSERT_TRUE(shelf->install_model(*std::move(buffer)).ok());
  EXPECT_FALSE(shelf->install_model(nearshelf::Buffer()).ok());
  EXPECT_FALSE(Model::open(nearshelf::Buffer()).ok());
  EXPECT_FALSE(nearshelf::Buffer::create(0).ok());

  nearshelf::Event event{NSH_EVENT_VIEW, "sku-000007"};
  event.price = 9.5;
  ASSERT_TRUE(shelf->track(event).ok());
  const auto events = shelf->read_events();
  ASSERT_TRUE(events.ok());
  ASSERT_EQ(events->size(), 1u);
  const nearshelf::RecordedEvent recorded = (*events)[0];
  EXPECT_EQ(recorded.item_id, "sku-000007");
  EXPECT_EQ(recorded.price, 9.5);
  EXPECT_FALSE(recorded.dwell_ms.has_value());
  EXPECT_EQ((*events)[1].event_id, "");
  EXPECT_TRUE(shelf->read_events(recorded.sequence)->empty());
  EXPECT_FALSE(shelf->read_events(0, 0).ok());
}

TEST(Hpp, AVisit) {
  int64_t now_ms = 1'700'000'000'000;
  std::vector<std::string> log;
  ShelfOptions options;
  options.clock = [&] { return now_ms; };
  options.log = [&](nsh_log_level, std::string_view message) { log.emplace_back(message); };
  Shelf shelf = open_shelf(options);
  EXPECT_EQ(log, std::vector<std::string>{"model shop-1 installed"});

  nearshelf::Event event;
  event.kind = NSH_EVENT_VIEW;
  event.item_id = "sku-000007";
  event.dwell_ms = 1500;
  event.scroll_percent = 30;
  event.price = 9.5;
  event.event_id = "id-1";
  const auto tracked = shelf.track(event);
  ASSERT_TRUE(tracked.ok()) << tracked.error().to_string();
  EXPECT_STREQ(tracked->event_id, "id-1");
  EXPECT_EQ(shelf.session()->started_ms, now_ms);

  const auto list = shelf.recommend({.count = 4, .categories = {"boots"}});
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list->size(), 4u);
  EXPECT_EQ(list->context(), NSH_CONTEXT_SESSION);
  for (size_t i = 0; i < list->size(); ++i) {
    EXPECT_EQ((*list)[i].category, "boots");
    EXPECT_FALSE((*list)[i].id.empty());
    EXPECT_FALSE(list->reasons(i).empty());
  }
  EXPECT_TRUE(shelf.end_session().ok());
  EXPECT_EQ(shelf.recommend()->context(), NSH_CONTEXT_HISTORY);
  EXPECT_EQ(shelf.info()->event_count, 1u);
  EXPECT_TRUE(shelf.forget_all().ok());
  EXPECT_EQ(shelf.recommend()->context(), NSH_CONTEXT_NONE);
}

TEST(Hpp, TasksOfTheSync) {
  int64_t now_ms = 1'700'000'000'000;
  ShelfOptions options;
  options.clock = [&] { return now_ms; };
  options.sync.emplace();
  options.sync->key = "device-key";
  Shelf shelf = open_shelf(options);
  ASSERT_TRUE(shelf.set_consent({.granted = NSH_PURPOSE_ALL, .policy_version = "1"}).ok());
  ASSERT_TRUE(shelf.track({NSH_EVENT_VIEW, "sku-000007"}).ok());
  EXPECT_EQ(shelf.next_task()->wait_ms, 30'000);
  auto next = shelf.next_task(NSH_MOMENT_LEAVING);
  ASSERT_TRUE(next.ok() && next->task);
  EXPECT_EQ(next->task.info().kind, NSH_TASK_EVENTS);
  ASSERT_EQ(next->task.headers().size(), 3u);
  EXPECT_EQ(next->task.headers()[0].second, "Bearer device-key");
  ASSERT_TRUE(shelf.finish(std::move(next->task), 503, {}, "60").ok());
  EXPECT_GE(shelf.sync_info()->retry_at_ms, now_ms + 60'000);
  EXPECT_FALSE(shelf.finish(nearshelf::Task(), 200).ok());
  EXPECT_FALSE(Shelf().next_task().ok());
}

TEST(Hpp, ErrorsSayWhatAndWhere) {
  Shelf shelf = open_shelf();
  nearshelf::Event event{NSH_EVENT_PURCHASE, "sku-000007"};
  event.quantity = -1;
  const auto result = shelf.track(event);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, NSH_STATUS_INVALID_ARGUMENT);
  EXPECT_EQ(result.error().to_string(), "INVALID_ARGUMENT: event.quantity: not within 1 and 1000000");
  EXPECT_EQ(Model::open_file("/no/such").error().code, NSH_STATUS_NOT_FOUND);
  EXPECT_EQ(Model::open("x", 1).error().code, NSH_STATUS_CORRUPT);
  EXPECT_EQ(Shelf::open({.path = "/no/such/dir/x.db"}).error().code, NSH_STATUS_IO);
}

TEST(Hpp, ModelsRecommendWithoutAShelf) {
  auto model = Model::open_file(NEARSHELF_MODELS "/shop-1.nsm");
  ASSERT_TRUE(model.ok()) << model.error().to_string();
  EXPECT_EQ(std::string_view(model->info()->model_id.data), "shop-1");
  const auto list = model->recommend({"sku-000007", "sku-000009"}, {.count = 3});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->size(), 3u);
  Shelf shelf = open_shelf();
  EXPECT_EQ(shelf.model()->recommend({"sku-000007", "sku-000009"}, {.count = 3})->size(), 3u);
}

}  // namespace
