#include "server_sync/data/id_table.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "sdk/model/catalog.h"
#include "sdk/model/text.h"

namespace nearshelf::data {
namespace {

constexpr size_t kFirstSlots = 1024;

}  // namespace

Status check_id(std::string_view id) {
  if (id.size() > kMaxIdBytes) {
    return Status(Code::kLimit, "an id is longer than " + std::to_string(kMaxIdBytes) + " bytes");
  }
  const bool control = std::any_of(id.begin(), id.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control) return invalid_argument("an id has a control character in it");
  if (!model::is_valid_text(id)) return invalid_argument("an id is not UTF-8 text");
  return ok_status();
}

IdTable::IdTable() : slots_(kFirstSlots, 0) {}

// The slot that holds `id`, or the free one where it belongs.
size_t IdTable::slot_of(std::string_view id) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = std::hash<std::string_view>()(id) & mask;
  while (slots_[slot] != 0 && (*this)[slots_[slot] - 1] != id) slot = (slot + 1) & mask;
  return slot;
}

uint32_t IdTable::add(std::string_view id, bool* is_new) {
  size_t slot = slot_of(id);
  const bool missing = slots_[slot] == 0;
  if (is_new != nullptr) *is_new = missing;
  if (!missing) return slots_[slot] - 1;
  if ((size() + 1) * 2 > slots_.size()) {
    grow();
    slot = slot_of(id);
  }
  bytes_ += id;
  offsets_.push_back(bytes_.size());
  slots_[slot] = static_cast<uint32_t>(size());
  return static_cast<uint32_t>(size() - 1);
}

std::optional<uint32_t> IdTable::find(std::string_view id) const {
  const uint32_t entry = slots_[slot_of(id)];
  if (entry == 0) return std::nullopt;
  return entry - 1;
}

void IdTable::grow() {
  std::vector<uint32_t>(slots_.size() * 2, 0).swap(slots_);
  for (size_t i = 0; i < size(); ++i) slots_[slot_of((*this)[i])] = static_cast<uint32_t>(i + 1);
}

std::vector<uint32_t> catalog_order(const std::vector<std::string_view>& ids) {
  std::vector<uint32_t> order(ids.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<uint32_t> numbers;
  numbers.reserve(ids.size());
  for (const std::string_view id : ids) {
    const std::optional<uint32_t> number = model::parse_numeric_id(id);
    if (!number) break;
    numbers.push_back(*number);
  }
  if (numbers.size() == ids.size()) {
    std::sort(order.begin(), order.end(), [&numbers](uint32_t a, uint32_t b) { return numbers[a] < numbers[b]; });
  } else {
    std::sort(order.begin(), order.end(), [&ids](uint32_t a, uint32_t b) { return ids[a] < ids[b]; });
  }
  return order;
}

}  // namespace nearshelf::data
