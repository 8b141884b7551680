#include "server_sync/server/store/sqlite/counter_table.h"

#include <optional>

namespace nearshelf::server::sqlite {

Status add_counters(Writer& writer, const Counters& counters, TimeMs hour_ms) {
  for (const auto& [counter, count] : counters) {
    NEARSHELF_ASSIGN_OR_RETURN(const int64_t tenant, writer.tenant(counter.tenant));
    NEARSHELF_RETURN_IF_ERROR(
        writer.database()
            .query("INSERT INTO counters (tenant, hour_ms, kind, name, count) "
                   "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count")
            .bind(1, tenant)
            .bind(2, hour_ms)
            .bind(3, counter.kind)
            .bind(4, counter.name)
            .bind(5, static_cast<int64_t>(count))
            .run());
  }
  return ok_status();
}

Result<std::vector<HourStats>> read_stats(Database& database, std::string_view tenant_name, TimeMs from_ms) {
  std::vector<HourStats> hours;
  NEARSHELF_ASSIGN_OR_RETURN(const Transaction view, database.begin_read());
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(database, tenant_name));
  if (!tenant) return hours;
  Query query = database.query(
      "SELECT hour_ms, kind, name, count FROM counters WHERE tenant = ? AND hour_ms >= ? ORDER BY hour_ms");
  query.bind(1, *tenant).bind(2, hour_of(from_ms));
  for (;;) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool row, query.step());
    if (!row) return hours;
    if (hours.empty() || hours.back().hour_ms != query.integer(0)) hours.emplace_back().hour_ms = query.integer(0);
    put_counter(query.text(1), query.text(2), static_cast<uint64_t>(query.integer(3)), &hours.back());
  }
}

}  // namespace nearshelf::server::sqlite
