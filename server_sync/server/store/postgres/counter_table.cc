#include "server_sync/server/store/postgres/counter_table.h"

#include <optional>

#include "server_sync/server/store/postgres/tenant.h"

namespace nearshelf::server::postgres {

Status add_counters(Connection& connection, const Counters& counters, TimeMs hour_ms, int slot) {
  if (counters.empty()) return ok_status();
  Array tenant(kText), kind(kText), name(kText), count(kInt8);
  for (const auto& [counter, value] : counters) {  // in their order, which is the one of the locks
    tenant.text(counter.tenant);
    kind.text(counter.kind);
    name.text(counter.name);
    count.integer(static_cast<int64_t>(value));
  }
  return connection.run(
      "INSERT INTO counters (tenant, hour_ms, kind, name, slot, count) "
      "SELECT t.id, $5, asked.kind, asked.name, $6, asked.count "
      "FROM unnest($1::text[], $2::text[], $3::text[], $4::int8[]) WITH ORDINALITY AS asked (tenant, kind, name, "
      "count, n) "
      "JOIN tenants t ON t.name = asked.tenant ORDER BY asked.n "
      "ON CONFLICT (tenant, hour_ms, kind, name, slot) DO UPDATE SET count = counters.count + excluded.count",
      Parameters().array(tenant).array(kind).array(name).array(count).integer(hour_ms).integer(slot, kInt4));
}

Result<std::vector<HourStats>> read_stats(Connection& connection, std::string_view tenant_name, TimeMs from_ms) {
  std::vector<HourStats> hours;
  NEARSHELF_ASSIGN_OR_RETURN(const std::optional<int64_t> tenant, find_tenant(connection, tenant_name));
  if (!tenant) return hours;
  NEARSHELF_ASSIGN_OR_RETURN(
      const Rows rows,
      connection.query("SELECT hour_ms, kind, name, sum(count)::int8 FROM counters WHERE tenant = $1 AND "
                       "hour_ms >= $2 GROUP BY hour_ms, kind, name ORDER BY hour_ms",
                       Parameters().integer(*tenant, kInt4).integer(hour_of(from_ms))));
  for (int row = 0; row < rows.size(); ++row) {
    if (hours.empty() || hours.back().hour_ms != rows.integer(row, 0)) {
      hours.emplace_back().hour_ms = rows.integer(row, 0);
    }
    put_counter(rows.text(row, 1), rows.text(row, 2), static_cast<uint64_t>(rows.integer(row, 3)), &hours.back());
  }
  return hours;
}

}  // namespace nearshelf::server::postgres
