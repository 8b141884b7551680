#include "sdk/store/erase_table.h"

#include <algorithm>
#include <span>

namespace nearshelf::store {
namespace {

Result<EraseRequest> read_request(const Statement& select) {
  EraseRequest request;
  request.sequence = select.integer(0);
  request.request_id = select.text(1);
  request.scope = static_cast<EraseScope>(select.integer(2));
  request.requested_ms = select.integer(3);
  const auto bytes = select.blob(4);
  constexpr size_t kSize = sizeof(PseudonymBytes);
  if (bytes.size() % kSize != 0) return corrupt("pseudonyms have the wrong size", "erase_requests.pseudonyms");
  request.pseudonyms.resize(bytes.size() / kSize);
  for (size_t i = 0; i < request.pseudonyms.size(); ++i) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * kSize), kSize, request.pseudonyms[i].begin());
  }
  if (!select.is_null(5)) request.acknowledged_ms = select.integer(5);
  request.receipt = select.text(6);
  return request;
}

}  // namespace

Status EraseTable::append(const EraseRequest& request) {
  std::vector<uint8_t> bytes;
  for (const PseudonymBytes& pseudonym : request.pseudonyms) {
    bytes.insert(bytes.end(), pseudonym.begin(), pseudonym.end());
  }
  return connection_
      .statement("INSERT INTO erase_requests(request_id, scope, requested_ms, pseudonyms) VALUES(?1, ?2, ?3, ?4)")
      .bind(1, std::string_view(request.request_id))
      .bind(2, static_cast<int64_t>(request.scope))
      .bind(3, request.requested_ms)
      .bind(4, std::span<const uint8_t>(bytes))
      .run();
}

Result<std::optional<EraseRequest>> EraseTable::oldest() {
  Statement select = connection_.statement(
      "SELECT seq, request_id, scope, requested_ms, pseudonyms, acknowledged_ms, receipt FROM erase_requests "
      "WHERE acknowledged_ms IS NULL ORDER BY seq LIMIT 1");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
  if (!found) return std::optional<EraseRequest>();
  NEARSHELF_ASSIGN_OR_RETURN(EraseRequest request, read_request(select));
  return std::optional<EraseRequest>(std::move(request));
}

Status EraseTable::acknowledge(int64_t sequence, TimeMs now_ms, std::string_view receipt) {
  return connection_
      .statement(
          "UPDATE erase_requests SET acknowledged_ms = ?2, receipt = ?3, pseudonyms = zeroblob(0) "
          "WHERE seq = ?1 AND acknowledged_ms IS NULL")
      .bind(1, sequence)
      .bind(2, now_ms)
      .bind(3, receipt)
      .run();
}

Result<uint64_t> EraseTable::pending() {
  Statement select = connection_.statement("SELECT count(*) FROM erase_requests WHERE acknowledged_ms IS NULL");
  NEARSHELF_ASSIGN_OR_RETURN([[maybe_unused]] const bool found, select.step());
  return static_cast<uint64_t>(select.integer(0));
}

Result<std::vector<EraseRequest>> EraseTable::all() {
  Statement select = connection_.statement(
      "SELECT seq, request_id, scope, requested_ms, pseudonyms, acknowledged_ms, receipt FROM erase_requests "
      "ORDER BY seq");
  std::vector<EraseRequest> requests;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) return requests;
    NEARSHELF_ASSIGN_OR_RETURN(EraseRequest request, read_request(select));
    requests.push_back(std::move(request));
  }
}

}  // namespace nearshelf::store
