#include "server_sync/server/store/postgres/parameters.h"

#include <utility>

#include "sdk/base/bit_cast.h"

namespace nearshelf::server::postgres {
namespace {

void put(std::string* out, uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out->push_back(static_cast<char>(value >> shift));
}

int width(Type type) { return type == kInt2 ? 2 : type == kInt4 ? 4 : 8; }

}  // namespace

void Array::integer(int64_t value) {
  put(&elements_, static_cast<uint64_t>(width(element_)), 4);
  put(&elements_, static_cast<uint64_t>(value), width(element_));
  ++count_;
}

void Array::real(double value) {
  put(&elements_, 8, 4);
  put(&elements_, bit_cast<uint64_t>(value), 8);
  ++count_;
}

void Array::text(std::string_view value) {
  put(&elements_, value.size(), 4);
  elements_ += value;
  ++count_;
}

void Array::bytes(std::span<const uint8_t> value) {
  put(&elements_, value.size(), 4);
  elements_.append(value.begin(), value.end());
  ++count_;
}

void Array::null() {
  put(&elements_, 0xffffffff, 4);
  has_null_ = true;
  ++count_;
}

std::string Array::encode() const {
  std::string out;
  out.reserve(20 + elements_.size());
  put(&out, count_ == 0 ? 0 : 1, 4);  // dimensions
  put(&out, has_null_ ? 1 : 0, 4);
  put(&out, element_, 4);
  if (count_ == 0) return out;
  put(&out, count_, 4);
  put(&out, 1, 4);  // the first index
  return out + elements_;
}

Type Array::array_type() const {
  switch (element_) {
    case kBytea: return kByteaArray;
    case kInt2: return kInt2Array;
    case kInt4: return kInt4Array;
    case kText: return kTextArray;
    case kFloat8: return kFloat8Array;
    default: return kInt8Array;
  }
}

Parameters& Parameters::add(Type type, std::string value) {
  types_.push_back(type);
  lengths_.push_back(static_cast<int>(value.size()));
  formats_.push_back(1);
  data_.push_back(std::move(value));
  return *this;
}

Parameters& Parameters::integer(int64_t value, Type type) {
  std::string data;
  put(&data, static_cast<uint64_t>(value), width(type));
  return add(type, std::move(data));
}

Parameters& Parameters::text(std::string_view value) { return add(kText, std::string(value)); }

Parameters& Parameters::bytes(std::span<const uint8_t> value) {
  return add(kBytea, std::string(value.begin(), value.end()));
}

Parameters& Parameters::array(const Array& array) { return add(array.array_type(), array.encode()); }

const char* const* Parameters::values() const {
  values_.clear();
  for (const std::string& value : data_) values_.push_back(value.data());
  return values_.data();
}

}  // namespace nearshelf::server::postgres
