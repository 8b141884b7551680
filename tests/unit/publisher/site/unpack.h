// What a browser makes of a compressed file.
#ifndef NEARSHELF_TESTS_UNIT_PUBLISHER_SITE_UNPACK_H_
#define NEARSHELF_TESTS_UNIT_PUBLISHER_SITE_UNPACK_H_

#include <brotli/decode.h>
#include <zlib.h>

#include <cstdint>
#include <span>
#include <vector>

#include "server_sync/publisher/site/compression.h"

namespace nearshelf::site {

// Empty when `packed` is damaged or holds more than `size` bytes.
inline std::vector<uint8_t> unpack(std::span<const uint8_t> packed, Encoding encoding, size_t size) {
  std::vector<uint8_t> bytes(size + 1);
  size_t got = bytes.size();
  if (encoding == Encoding::kBrotli) {
    if (BrotliDecoderDecompress(packed.size(), packed.data(), &got, bytes.data()) != BROTLI_DECODER_RESULT_SUCCESS) {
      return {};
    }
  } else {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = const_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = bytes.data();
    stream.avail_out = static_cast<uInt>(bytes.size());
    const int ended = inflate(&stream, Z_FINISH);
    got = stream.total_out;
    inflateEnd(&stream);
    if (ended != Z_STREAM_END) return {};
  }
  bytes.resize(got);
  return bytes;
}

}  // namespace nearshelf::site

#endif  // NEARSHELF_TESTS_UNIT_PUBLISHER_SITE_UNPACK_H_
