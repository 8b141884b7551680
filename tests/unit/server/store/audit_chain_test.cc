#include "server_sync/server/store/audit_chain.h"

#include <gtest/gtest.h>

#include "server_sync/server/store/digest.h"

namespace nearshelf::server {
namespace {

TEST(AuditChain, AnEntryIsCanonicalAndHashesItsPredecessor) {
  AuditHead head;
  head.number = 6;
  head.hash.fill(7);
  const auto entry = next_audit_entry(head, "shop", "note", R"({ "z": 1, "a": "x" })", 1234);
  ASSERT_TRUE(entry.ok()) << entry.status().to_string();
  EXPECT_EQ(entry->number, 7u);
  EXPECT_EQ(entry->tenant, "shop");
  EXPECT_EQ(entry->time_ms, 1234);
  EXPECT_EQ(entry->body, R"({"a":"x","kind":"note","number":7,"tenant":"shop","time_ms":1234,"z":1})");
  EXPECT_EQ(entry->hash, sha256(std::string(32, '\7') + entry->body));
}

TEST(AuditChain, WhatIsNoObjectOrHasOurKeysIsRefused) {
  for (const char* body : {"", "[]", "{", "{\"number\":3}", "{\"time_ms\":3}", "{\"kind\":3}", "{\"tenant\":3}"}) {
    EXPECT_EQ(next_audit_entry({}, "shop", "note", body, 0).status().code(), Code::kInvalidArgument) << body;
  }
}

TEST(AuditChain, AStoredEntryHasTheTimeOfItsBody) {
  EXPECT_EQ(stored_audit_entry("shop", 3, R"({"time_ms":17})", {}).time_ms, 17);
  EXPECT_EQ(stored_audit_entry("shop", 3, "damaged", {}).time_ms, 0);
}

TEST(AuditChain, AnErasureDoesNotSayWhose) {
  EraseRequest request;
  request.request_id = "r1";
  request.scope = EraseScope::kModelImprovement;
  request.pseudonyms.resize(2);
  EXPECT_EQ(erasure_body(request, {.events = 3, .quarantined = 1, .erased_at_ms = 9}),
            R"({"events":3,"pseudonyms":2,"quarantined":1,"request_id":"r1","scope":"model_improvement"})");
}

TEST(AuditChain, ATokenIsWrittenWithoutItsSecret) {
  Token token;
  token.id = "t1";
  token.role = Role::kPublisher;
  token.secret_hash.fill(0xaa);
  token.label = "ci";
  EXPECT_EQ(token_body(token), R"({"label":"ci","role":"publisher","token":"t1"})");
}

TEST(AuditChain, APublicationAndARetentionRunSayWhatTheyDid) {
  EXPECT_EQ(publication_body({"shop", "m", 4, {}, 10, 5}),
            R"({"model_id":"m","sha256":")" + std::string(64, '0') + R"(","size_bytes":10,"version":4})");
  EXPECT_EQ(retention_body({.events_ms = 1, .quarantine_ms = 2}, {.events = 3, .quarantined = 4, .oldest_event_ms = 5}),
            R"({"events":3,"events_ms":1,"oldest_event_ms":5,"quarantine_ms":2,"quarantined":4})");
}

}  // namespace
}  // namespace nearshelf::server
