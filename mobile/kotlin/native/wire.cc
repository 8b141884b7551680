#include "mobile/kotlin/native/wire.h"

#include <algorithm>

namespace nearshelf::jni {

std::vector<nsh_string> WireReader::texts() {
  const auto count = number<uint32_t>();
  std::vector<nsh_string> result;
  result.reserve(std::min<size_t>(count, (size_ - position_) / sizeof(uint32_t)));
  for (uint32_t i = 0; i < count && !short_; ++i) result.push_back(text());
  return result;
}

void WireWriter::reserve(size_t needed) {
  const size_t capacity = std::max(needed, capacity_ * 2);
  auto larger = std::make_unique<uint8_t[]>(capacity);
  std::memcpy(larger.get(), data_, size_);
  heap_ = std::move(larger);
  data_ = heap_.get();
  capacity_ = capacity;
}

}  // namespace nearshelf::jni
