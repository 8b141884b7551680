// What a power cut or a full disk at any moment may do to the store: lose nothing that was acknowledged, tear nothing.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "sdk/store/store.h"
#include "tests/support/fake_platform.h"
#include "tests/support/power_cut_vfs.h"

namespace nearshelf::store {
namespace {

using nearshelf::testing::FakePlatform;
using nearshelf::testing::PowerCutVfs;

// Events and models put into a store, and what was acknowledged of them.
class Workload {
 public:
  explicit Workload(const std::optional<SealKey>& key) : key_(key) {}

  Result<std::unique_ptr<Store>> open() {
    StoreOptions options;
    options.path = "/shelf.db";
    options.key = key_;
    return Store::open(options, platform_.services());
  }

  // An event with its session, counted in the session; every 16th time a model. Until something fails, at most `count`.
  void run(Store& store, int count) {
    for (int i = 0; i < count; ++i) {
      const Status status = ++step_ % 16 == 0 ? install(store) : track(store);
      if (!status.ok()) {
        failure_ = status;
        return;
      }
    }
  }

  // Everything acknowledged is there and consistent; of the one step that failed all or nothing.
  void verify(Store& store) {
    ASSERT_TRUE(store.check().ok()) << store.check().to_string();
    for (const std::string& id : tracked_) ASSERT_TRUE(store.events().find(id).value().has_value()) << id;
    const uint64_t events = store.events().count().value();
    ASSERT_GE(events, tracked_.size());
    ASSERT_LE(events, tracked_.size() + unacknowledged_);
    uint64_t counted = 0;
    if (const auto session = store.sessions().latest().value()) counted = session->event_count;
    ASSERT_EQ(counted, events);
    const auto record = store.model_record().value();
    ASSERT_GE(record ? record->version : 0, installed_version_);
    if (!record) return;
    std::vector<uint8_t> bytes(record->size_bytes);
    ASSERT_TRUE(store.read_model(*record, bytes).ok());
    installed_version_ = record->version;
  }

  const Status& failure() const { return failure_; }

 private:
  Status track(Store& store) {
    Event event;
    event.event_id = "event-" + std::to_string(step_);
    event.item_id = "item";
    ++unacknowledged_;
    NEARSHELF_ASSIGN_OR_RETURN(Transaction transaction, store.begin());
    NEARSHELF_ASSIGN_OR_RETURN(auto session, store.sessions().latest());
    if (!session) {
      session.emplace();
      NEARSHELF_ASSIGN_OR_RETURN(session->session_id, store.sessions().insert(*session));
    }
    ++session->event_count;
    session->hidden.assign(100, static_cast<float>(step_));
    NEARSHELF_RETURN_IF_ERROR(store.sessions().update(*session));
    NEARSHELF_ASSIGN_OR_RETURN([[maybe_unused]] const int64_t seq, store.events().insert(event, session->session_id));
    NEARSHELF_RETURN_IF_ERROR(transaction.commit());
    --unacknowledged_;
    tracked_.push_back(event.event_id);
    return ok_status();
  }

  Status install(Store& store) {
    const std::vector<uint8_t> bytes(60'000, static_cast<uint8_t>(step_));
    ModelImage image;
    image.version = static_cast<uint64_t>(step_);
    image.model_id = "model-" + std::to_string(step_);
    image.bytes = bytes;
    image.rows_offset = 64;
    image.rows_size = 50'000;
    image.row_bytes = 32;
    NEARSHELF_RETURN_IF_ERROR(store.install_model(image));
    installed_version_ = image.version;
    return ok_status();
  }

  const std::optional<SealKey> key_;
  FakePlatform platform_;
  int step_ = 0;
  std::vector<std::string> tracked_;
  uint64_t unacknowledged_ = 0;  // tracked without an OK; each may be there or not
  uint64_t installed_version_ = 0;
  Status failure_;
};

// Every promise holds of a sealed file too.
class Durability : public ::testing::TestWithParam<std::optional<SealKey>> {};
INSTANTIATE_TEST_SUITE_P(Files, Durability, ::testing::Values(std::nullopt, SealKey{1, 2, 3}),
                         [](const auto& file) { return file.param ? "Sealed" : "Plain"; });

TEST_P(Durability, APowerCutLosesNothingAcknowledged) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    PowerCutVfs vfs(seed);
    std::mt19937_64 random(seed);
    Workload workload(GetParam());
    for (int cut = 0; cut < 10; ++cut) {
      vfs.fail_after(1 + random() % 400, SQLITE_IOERR_WRITE);
      if (auto store = workload.open(); store.ok()) workload.run(**store, 200);
      vfs.power_cut();
      auto store = workload.open();
      ASSERT_TRUE(store.ok()) << store.status().to_string();
      ASSERT_NO_FATAL_FAILURE(workload.verify(**store));
    }
  }
}

TEST_P(Durability, AFullDiskAtAnyMomentLosesNothing) {
  uint64_t operations = 0;
  {
    PowerCutVfs vfs(1);
    Workload workload(GetParam());
    auto store = workload.open();
    const uint64_t before = vfs.operations();
    workload.run(**store, 40);
    operations = vfs.operations() - before;
  }
  ASSERT_GT(operations, 100u);
  for (uint64_t at = 1; at <= operations; at += 3) {
    SCOPED_TRACE(at);
    PowerCutVfs vfs(1);
    Workload workload(GetParam());
    auto store = workload.open();
    ASSERT_TRUE(store.ok());
    vfs.fail_after(at, SQLITE_FULL);
    workload.run(**store, 40);
    ASSERT_TRUE(vfs.has_failed());
    if (!workload.failure().ok()) {
      ASSERT_EQ(workload.failure().code(), Code::kNoSpace);
    }
    // Space is made while the store stays open, and it goes on.
    vfs.stop_failing();
    ASSERT_NO_FATAL_FAILURE(workload.verify(**store));
    workload.run(**store, 20);
    ASSERT_NO_FATAL_FAILURE(workload.verify(**store));
  }
}

}  // namespace
}  // namespace nearshelf::store
