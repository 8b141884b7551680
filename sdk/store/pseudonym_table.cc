#include "sdk/store/pseudonym_table.h"

#include <algorithm>
#include <span>

namespace nearshelf::store {
namespace {

Result<PseudonymRecord> read_pseudonym(const Statement& select) {
  PseudonymRecord record;
  record.pseudonym_id = select.integer(0);
  record.days = static_cast<uint32_t>(select.integer(1));
  record.period = select.integer(2);
  const auto bytes = select.blob(3);
  if (bytes.size() != record.bytes.size()) return corrupt("a pseudonym has the wrong size", "pseudonyms.bytes");
  std::copy(bytes.begin(), bytes.end(), record.bytes.begin());
  record.handed_out = select.integer(4) != 0;
  return record;
}

}  // namespace

Result<std::optional<SecretBytes>> PseudonymTable::secret() {
  Statement select = connection_.statement("SELECT bytes FROM device_secret");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
  if (!found) return std::optional<SecretBytes>();
  SecretBytes secret;
  const auto bytes = select.blob(0);
  if (bytes.size() != secret.size()) return corrupt("the device secret has the wrong size", "device_secret.bytes");
  std::copy(bytes.begin(), bytes.end(), secret.begin());
  return std::optional<SecretBytes>(secret);
}

Status PseudonymTable::set_secret(const SecretBytes& secret) {
  return connection_.statement("INSERT INTO device_secret(slot, bytes) VALUES(1, ?1)")
      .bind(1, std::span<const uint8_t>(secret))
      .run();
}

Result<int64_t> PseudonymTable::add(uint32_t days, int64_t period, const PseudonymBytes& bytes) {
  {
    Statement select = connection_.statement("SELECT pseudonym_id FROM pseudonyms WHERE days = ?1 AND period = ?2");
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.bind(1, int64_t{days}).bind(2, period).step());
    if (found) return select.integer(0);
  }
  NEARSHELF_RETURN_IF_ERROR(connection_.statement("INSERT INTO pseudonyms(days, period, bytes) VALUES(?1, ?2, ?3)")
                                .bind(1, int64_t{days})
                                .bind(2, period)
                                .bind(3, std::span<const uint8_t>(bytes))
                                .run());
  return connection_.last_insert_id();
}

Result<std::optional<PseudonymRecord>> PseudonymTable::find(int64_t pseudonym_id) {
  Statement select = connection_.statement(
      "SELECT pseudonym_id, days, period, bytes, handed_out FROM pseudonyms WHERE pseudonym_id = ?1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.bind(1, pseudonym_id).step());
  if (!found) return std::optional<PseudonymRecord>();
  NEARSHELF_ASSIGN_OR_RETURN(PseudonymRecord record, read_pseudonym(select));
  return std::optional<PseudonymRecord>(record);
}

Result<std::vector<PseudonymRecord>> PseudonymTable::all() {
  Statement select = connection_.statement(
      "SELECT pseudonym_id, days, period, bytes, handed_out FROM pseudonyms ORDER BY pseudonym_id");
  std::vector<PseudonymRecord> records;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) return records;
    NEARSHELF_ASSIGN_OR_RETURN(const PseudonymRecord record, read_pseudonym(select));
    records.push_back(record);
  }
}

Status PseudonymTable::mark_handed_out(int64_t pseudonym_id) {
  return connection_.statement("UPDATE pseudonyms SET handed_out = 1 WHERE pseudonym_id = ?1 AND handed_out = 0")
      .bind(1, pseudonym_id)
      .run();
}

Status PseudonymTable::remove_all() {
  NEARSHELF_RETURN_IF_ERROR(connection_.statement("DELETE FROM pseudonyms").run());
  return connection_.statement("DELETE FROM device_secret").run();
}

}  // namespace nearshelf::store
