// The audit log: gapless, each tenant's own, and no byte of it can be changed unseen.
#include <gmock/gmock.h>

#include "server_sync/server/store/audit_verify.h"
#include "tests/conformance/stores/store_suite.h"

namespace nearshelf::server::testing {
namespace {

using ::testing::HasSubstr;

class AuditTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    for (int i = 1; i <= 5; ++i) {
      ASSERT_TRUE(store_->add_audit("shop", "note", "{\"n\":" + std::to_string(i) + "}", kNow + i).ok());
      ASSERT_TRUE(store_->add_audit("other", "note", "{\"n\":" + std::to_string(i) + "}", kNow + i).ok());
    }
  }

  AuditReport verify(const std::string& tenant = "shop") {
    const auto report = verify_audit(*store_, tenant);
    EXPECT_TRUE(report.ok()) << report.status().to_string();
    return report.ok() ? *report : AuditReport{};
  }
};

TEST_F(AuditTest, AnUntouchedLogFits) {
  const AuditReport report = verify();
  EXPECT_EQ(report.error, "");
  EXPECT_EQ(report.entries, 5u);
  EXPECT_EQ(report.first_ms, kNow + 1);
  EXPECT_EQ(report.last_ms, kNow + 5);
  EXPECT_EQ(report.head, audit().back().hash);
  EXPECT_EQ(verify("nobody").entries, 0u);
  EXPECT_EQ(verify("nobody").error, "");
}

TEST_F(AuditTest, AnEntryIsAnObject) {
  EXPECT_EQ(store_->add_audit("shop", "note", "[1]", kNow).code(), Code::kInvalidArgument);
  EXPECT_EQ(store_->add_audit("shop", "note", "{\"number\":1}", kNow).code(), Code::kInvalidArgument);
  EXPECT_EQ(verify().entries, 5u);
}

TEST_F(AuditTest, AnyChangedByteOfABodyIsFound) {
  const std::vector<AuditEntry> entries = audit();
  const std::string body = entries[2].body;
  for (size_t i = 0; i < body.size(); ++i) {
    std::string changed = body;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    ASSERT_TRUE(
        backend_->execute("UPDATE audit SET body = '" + changed + "' WHERE number = 3 AND body = '" + body + "'").ok());
    const AuditReport report = verify();
    EXPECT_EQ(report.first_bad, 3u) << changed;
    EXPECT_EQ(report.entries, 2u);
    ASSERT_TRUE(
        backend_->execute("UPDATE audit SET body = '" + body + "' WHERE number = 3 AND body = '" + changed + "'").ok());
  }
  EXPECT_EQ(verify().error, "");
  EXPECT_EQ(verify("other").error, "");
}

TEST_F(AuditTest, AChangedHashIsFound) {
  ASSERT_TRUE(backend_
                  ->execute("UPDATE audit SET hash = (SELECT hash FROM audit_heads WHERE tenant = audit.tenant) "
                            "WHERE number = 2")
                  .ok());
  EXPECT_EQ(verify().first_bad, 2u);
}

TEST_F(AuditTest, AMissingEntryIsFound) {
  ASSERT_TRUE(backend_->execute("DELETE FROM audit WHERE number = 3").ok());
  EXPECT_EQ(verify().first_bad, 3u);
  EXPECT_THAT(verify().error, HasSubstr("missing"));
}

TEST_F(AuditTest, AnEndThatWasCutOffIsFound) {
  ASSERT_TRUE(backend_->execute("DELETE FROM audit WHERE number >= 4").ok());
  EXPECT_EQ(verify().first_bad, 4u);
  ASSERT_TRUE(backend_->execute("DELETE FROM audit").ok());
  EXPECT_EQ(verify().first_bad, 1u);
}

TEST_F(AuditTest, ALogOfAnotherTenantIsFound) {
  ASSERT_TRUE(backend_->execute("UPDATE tenants SET name = 'third' WHERE name = 'other'").ok());
  EXPECT_THAT(verify("third").error, HasSubstr("another tenant"));
}

TEST_F(AuditTest, EveryDeedIsWrittenDownOnce) {
  append(batch({event("a", 1)}));
  const EraseRequest request{"shop", "r1", EraseScope::kAll, {pseudonym(1)}};
  ASSERT_TRUE(store_->erase(request, kNow).ok());
  ASSERT_TRUE(store_->apply_retention("shop", {.events_ms = kDayMs, .quarantine_ms = kDayMs}, kNow).ok());
  Token token{"t1", "shop", Role::kDevice, {}, kNow, "web"};
  ASSERT_TRUE(store_->add_token(token).ok());
  ASSERT_TRUE(store_->remove_token("t1", kNow).ok());
  std::string kinds;
  for (const AuditEntry& entry : audit()) {
    const size_t at = entry.body.find("\"kind\":\"") + 8;
    kinds += entry.body.substr(at, entry.body.find('"', at) - at) + " ";
  }
  EXPECT_EQ(kinds, "note note note note note receipt erasure retention token_added token_removed ");
  EXPECT_EQ(verify().error, "");
  EXPECT_EQ(verify().entries, 10u);
}

}  // namespace
}  // namespace nearshelf::server::testing
