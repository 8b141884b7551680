#include "server_sync/server/ingest/receipt_limit.h"

#include <algorithm>
#include <utility>

#include "server_sync/server/store/digest.h"

namespace nearshelf::server {
namespace {

std::string joined(std::string_view tenant, std::string_view rest) {
  std::string name(tenant);
  name += '\0';
  return name.append(rest);
}

bool allows(double credit, int64_t per_minute, size_t wanted) {
  return credit >= std::min(static_cast<double>(wanted), static_cast<double>(per_minute));
}

}  // namespace

ReceiptLimit::Charge ReceiptLimit::take(std::string_view tenant, std::string_view client,
                                        std::span<const protocol::Bytes32> names, TimeMs now_ms) {
  Charge charge;
  charge.tenant = tenant;
  if (!client.empty() && options_.per_minute_per_client > 0) charge.client = joined(tenant, client);
  const std::lock_guard lock(mutex_);
  for (const protocol::Bytes32& hash : names) {
    std::string name = joined(tenant, as_text(hash));
    if (young_.contains(name)) continue;
    if (old_.contains(name)) {
      remember(std::move(name));
    } else {
      charge.unknown.push_back(std::move(name));
    }
  }
  const size_t wanted = charge.unknown.size();
  if (wanted == 0) return charge;
  if (buckets_.size() >= sweep_at_) drop_full(now_ms);
  if (options_.per_minute > 0) {
    charge.refused = !allows(refill(charge.tenant, options_.per_minute, now_ms).credit, options_.per_minute, wanted);
  }
  if (!charge.refused && !charge.client.empty()) {
    const int64_t limit = options_.per_minute_per_client;
    charge.refused = !allows(refill(charge.client, limit, now_ms).credit, limit, wanted);
  }
  if (!charge.refused) add(charge, -static_cast<double>(wanted), now_ms);
  return charge;
}

void ReceiptLimit::settle(const Charge& charge, size_t new_names, TimeMs now_ms) {
  const std::lock_guard lock(mutex_);
  const size_t wanted = charge.unknown.size();
  add(charge, static_cast<double>(wanted - std::min(wanted, new_names)), now_ms);
  for (const std::string& name : charge.unknown) remember(name);
}

void ReceiptLimit::give_back(const Charge& charge, TimeMs now_ms) {
  const std::lock_guard lock(mutex_);
  add(charge, static_cast<double>(charge.unknown.size()), now_ms);
}

void ReceiptLimit::add(const Charge& charge, double credit, TimeMs now_ms) {
  if (options_.per_minute > 0) refill(charge.tenant, options_.per_minute, now_ms).credit += credit;
  if (!charge.client.empty()) refill(charge.client, options_.per_minute_per_client, now_ms).credit += credit;
}

ReceiptLimit::Bucket& ReceiptLimit::refill(const std::string& name, int64_t per_minute, TimeMs now_ms) {
  const auto full = static_cast<double>(per_minute);
  const auto [at, added] = buckets_.try_emplace(name, Bucket{full, now_ms});
  Bucket& bucket = at->second;
  // A clock that was set back gives nothing and takes nothing.
  const auto passed = static_cast<double>(std::max<TimeMs>(0, now_ms - bucket.at_ms));
  bucket.credit = std::min(full, bucket.credit + full * passed / static_cast<double>(kMinuteMs));
  bucket.at_ms = now_ms;
  return bucket;
}

void ReceiptLimit::remember(std::string name) {
  if (young_.size() >= std::max<size_t>(1, options_.remembered / 2)) old_ = std::exchange(young_, {});
  young_.insert(std::move(name));
}

// One that is full is as good as none.
void ReceiptLimit::drop_full(TimeMs now_ms) {
  std::erase_if(buckets_, [&](const auto& entry) {
    const bool of_client = entry.first.find('\0') != std::string::npos;
    const auto full = static_cast<double>(of_client ? options_.per_minute_per_client : options_.per_minute);
    const auto passed = static_cast<double>(std::max<TimeMs>(0, now_ms - entry.second.at_ms));
    return entry.second.credit + full * passed / static_cast<double>(kMinuteMs) >= full;
  });
  sweep_at_ = std::max<size_t>(1024, 2 * buckets_.size());
}

size_t ReceiptLimit::buckets() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace nearshelf::server
