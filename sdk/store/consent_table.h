// The ledger of decisions. What a purpose's bit means, and which of them hold: sdk/privacy/consent.h.
#ifndef NEARSHELF_SDK_STORE_CONSENT_TABLE_H_
#define NEARSHELF_SDK_STORE_CONSENT_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

struct DecisionRecord {
  int64_t decision_id = 0;  // from 1, rising
  TimeMs decided_ms = 0;
  std::string policy_version;
  uint32_t granted = 0;
  uint32_t effective = 0;
  bool global_privacy_control = false;
};

class ConsentTable {
 public:
  explicit ConsentTable(Connection& connection) : connection_(connection) {}

  // The decision in force; empty when nothing was ever decided.
  Result<std::optional<DecisionRecord>> latest();
  Result<std::optional<DecisionRecord>> find(int64_t decision_id);
  // Every decision, oldest first.
  Result<std::vector<DecisionRecord>> all();
  // Puts a decision into force and returns its id; record.decision_id is not looked at.
  Result<int64_t> append(const DecisionRecord& record);

 private:
  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_CONSENT_TABLE_H_
