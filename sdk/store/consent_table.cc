#include "sdk/store/consent_table.h"

#include <string_view>

namespace nearshelf::store {
namespace {

DecisionRecord read_decision(const Statement& select) {
  DecisionRecord record;
  record.decision_id = select.integer(0);
  record.decided_ms = select.integer(1);
  record.policy_version = select.text(2);
  record.granted = static_cast<uint32_t>(select.integer(3));
  record.effective = static_cast<uint32_t>(select.integer(4));
  record.global_privacy_control = select.integer(5) != 0;
  return record;
}

Result<std::optional<DecisionRecord>> read_one(Statement& select) {
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
  if (!found) return std::optional<DecisionRecord>();
  return std::optional<DecisionRecord>(read_decision(select));
}

}  // namespace

Result<std::optional<DecisionRecord>> ConsentTable::latest() {
  Statement select = connection_.statement(
      "SELECT decision_id, decided_ms, policy_version, granted, effective, global_privacy_control FROM decisions "
      "ORDER BY decision_id DESC LIMIT 1");
  return read_one(select);
}

Result<std::optional<DecisionRecord>> ConsentTable::find(int64_t decision_id) {
  Statement select = connection_.statement(
      "SELECT decision_id, decided_ms, policy_version, granted, effective, global_privacy_control FROM decisions "
      "WHERE decision_id = ?1");
  select.bind(1, decision_id);
  return read_one(select);
}

Result<std::vector<DecisionRecord>> ConsentTable::all() {
  Statement select = connection_.statement(
      "SELECT decision_id, decided_ms, policy_version, granted, effective, global_privacy_control FROM decisions "
      "ORDER BY decision_id");
  std::vector<DecisionRecord> records;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) return records;
    records.push_back(read_decision(select));
  }
}

Result<int64_t> ConsentTable::append(const DecisionRecord& record) {
  NEARSHELF_RETURN_IF_ERROR(
      connection_
          .statement("INSERT INTO decisions(decided_ms, policy_version, granted, effective, global_privacy_control) "
                     "VALUES(?1, ?2, ?3, ?4, ?5)")
          .bind(1, record.decided_ms)
          .bind(2, std::string_view(record.policy_version))
          .bind(3, int64_t{record.granted})
          .bind(4, int64_t{record.effective})
          .bind(5, int64_t{record.global_privacy_control})
          .run());
  return connection_.last_insert_id();
}

}  // namespace nearshelf::store
