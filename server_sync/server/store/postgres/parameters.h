// Parameters of a statement in PostgreSQL's binary format, arrays included: one statement takes a whole batch.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_PARAMETERS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_PARAMETERS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nearshelf::server::postgres {

// Object ids of types, fixed since PostgreSQL exists (pg_type.dat).
enum Type : unsigned {
  kBytea = 17,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kFloat8 = 701,
  kByteaArray = 1001,
  kInt2Array = 1005,
  kInt4Array = 1007,
  kTextArray = 1009,
  kInt8Array = 1016,
  kFloat8Array = 1022,
};

// The elements of one array parameter.
class Array {
 public:
  explicit Array(Type element) : element_(element) {}

  void integer(int64_t value);  // of an array of int2, int4 or int8
  void real(double value);
  void text(std::string_view value);
  void bytes(std::span<const uint8_t> value);
  void null();
  void integer(const std::optional<int64_t>& value) { value ? integer(*value) : null(); }
  void real(const std::optional<double>& value) { value ? real(*value) : null(); }

 private:
  friend class Parameters;
  std::string encode() const;
  Type array_type() const;

  Type element_;
  uint32_t count_ = 0;
  bool has_null_ = false;
  std::string elements_;
};

class Parameters {
 public:
  Parameters& integer(int64_t value, Type type = kInt8);
  Parameters& text(std::string_view value);
  Parameters& bytes(std::span<const uint8_t> value);
  Parameters& array(const Array& array);

  int size() const { return static_cast<int>(types_.size()); }
  const unsigned* types() const { return types_.data(); }
  const char* const* values() const;
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  Parameters& add(Type type, std::string value);

  std::vector<unsigned> types_;
  std::vector<std::string> data_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  mutable std::vector<const char*> values_;  // into data_, made when they are asked for
};

}  // namespace nearshelf::server::postgres

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_POSTGRES_PARAMETERS_H_
