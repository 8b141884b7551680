// std::bit_cast, which the libc++ of Emscripten 3.1.6 does not have yet.
#ifndef NEARSHELF_SDK_BASE_BIT_CAST_H_
#define NEARSHELF_SDK_BASE_BIT_CAST_H_

namespace nearshelf {

template <typename To, typename From>
constexpr To bit_cast(const From& from) {
  return __builtin_bit_cast(To, from);
}

}  // namespace nearshelf

#endif  // NEARSHELF_SDK_BASE_BIT_CAST_H_
