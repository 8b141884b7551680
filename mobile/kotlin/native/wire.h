// The flat buffers that cross between Kotlin and C: little-endian numbers and texts with their size, in the order that
// both sides agree on (dev.nearshelf.internal.Wire is the other one). One array each way is a fraction of the cost of
// a JNI call for every field, and keeps JNI's own spelling of UTF-8 out of it.
#ifndef NEARSHELF_MOBILE_KOTLIN_NATIVE_WIRE_H_
#define NEARSHELF_MOBILE_KOTLIN_NATIVE_WIRE_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include "nearshelf/nearshelf.h"

namespace nearshelf::jni {

// Raised with every change of a layout; the Kotlin side refuses a library with another one.
inline constexpr int32_t kWireVersion = 2;

static_assert(std::endian::native == std::endian::little, "numbers are copied as they are");

// Reads what Kotlin wrote. Reading past the end gives zeros and is told by complete().
class WireReader {
 public:
  WireReader(const uint8_t* data, size_t size) : data_(data), size_(size) {}

  template <typename T>
  T number() {
    static_assert(std::is_arithmetic_v<T>);
    T value = {};
    if (const uint8_t* from = take(sizeof(T))) std::memcpy(&value, from, sizeof(T));
    return value;
  }

  // Points into the buffer.
  nsh_string text() {
    const auto size = number<uint32_t>();
    const uint8_t* from = take(size);
    return {reinterpret_cast<const char*>(from), from ? size : 0};
  }

  std::vector<nsh_string> texts();

  // All of it was read, and nothing beyond it.
  bool complete() const { return !short_ && position_ == size_; }

 private:
  const uint8_t* take(size_t count) {
    if (size_ - position_ < count) {
      short_ = true;
      position_ = size_;
      return nullptr;
    }
    const uint8_t* from = data_ + position_;
    position_ += count;
    return from;
  }

  const uint8_t* data_;
  size_t size_;
  size_t position_ = 0;
  bool short_ = false;
};

// Collects an answer. Most fit into the memory that it brings along on the stack.
class WireWriter {
 public:
  WireWriter() = default;
  WireWriter(const WireWriter&) = delete;
  WireWriter& operator=(const WireWriter&) = delete;

  template <typename T>
  void number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    std::memcpy(grow(sizeof(T)), &value, sizeof(T));
  }

  void text(std::string_view value) {
    number(static_cast<uint32_t>(value.size()));
    if (!value.empty()) std::memcpy(grow(value.size()), value.data(), value.size());
  }
  // Copies a number or a text to `to`, which grow() gave, and gives where the next one goes.
  template <typename T>
  static uint8_t* put(T value, uint8_t* to) {
    std::memcpy(to, &value, sizeof(T));
    return to + sizeof(T);
  }
  static uint8_t* put(const nsh_string& value, uint8_t* to) {
    to = put(static_cast<uint32_t>(value.size), to);
    std::memcpy(to, value.data, value.size);
    return to + value.size;
  }

  // Room for `count` more bytes, all of which the caller fills.
  uint8_t* grow(size_t count) {
    if (capacity_ - size_ < count) reserve(size_ + count);
    uint8_t* to = data_ + size_;
    size_ += count;
    return to;
  }

  void text(const nsh_string& value) { text(std::string_view(value.data, value.size)); }

  void clear() { size_ = 0; }
  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  void reserve(size_t needed);

  uint8_t inline_[8192];
  std::unique_ptr<uint8_t[]> heap_;
  uint8_t* data_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = sizeof(inline_);
};

}  // namespace nearshelf::jni

#endif  // NEARSHELF_MOBILE_KOTLIN_NATIVE_WIRE_H_
