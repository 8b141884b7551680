#include "server_sync/publisher/site/compression.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <utility>

namespace nearshelf::site {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr int kGzipWindow = 15 + 16;  // the largest one, with a gzip header
constexpr int kQuickQuality = 5;
constexpr size_t kWorthATry = 1 << 20;  // smaller files are compressed in well under two seconds
constexpr double kLeastSaving = 0.05;
constexpr double kLeastQuickSaving = 0.02;

Status no_memory(size_t size) {
  return Status(Code::kOutOfMemory, "no memory to compress " + std::to_string(size) + " bytes");
}

Result<Bytes> brotli(std::span<const uint8_t> bytes, int quality) {
  int window = BROTLI_MIN_WINDOW_BITS;
  while (window < BROTLI_MAX_WINDOW_BITS && (size_t{1} << window) - 16 < bytes.size()) ++window;
  Bytes packed(BrotliEncoderMaxCompressedSize(bytes.size()));
  size_t size = packed.size();
  if (BrotliEncoderCompress(quality, window, BROTLI_MODE_GENERIC, bytes.size(), bytes.data(), &size, packed.data()) ==
      BROTLI_FALSE) {
    return no_memory(bytes.size());
  }
  packed.resize(size);
  return packed;
}

Result<Bytes> gzip(std::span<const uint8_t> bytes) {
  z_stream stream{};  // no time and no name in the header: the same bytes every time
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    return no_memory(bytes.size());
  }
  Bytes packed(deflateBound(&stream, static_cast<uLong>(bytes.size())));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());  // a model has at most 1 GiB
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  const int ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) return no_memory(bytes.size());
  return packed;
}

bool saves(size_t packed, size_t plain, double share) {
  return static_cast<double>(packed) <= static_cast<double>(plain) * (1 - share);
}

}  // namespace

std::string_view suffix_of(Encoding encoding) { return encoding == Encoding::kBrotli ? ".br" : ".gz"; }

Result<Bytes> compress(std::span<const uint8_t> bytes, Encoding encoding) {
  return encoding == Encoding::kBrotli ? brotli(bytes, BROTLI_MAX_QUALITY) : gzip(bytes);
}

Result<std::optional<Bytes>> compress_if_it_pays(std::span<const uint8_t> bytes, Encoding encoding) {
  if (encoding == Encoding::kBrotli && bytes.size() > kWorthATry) {
    NEARSHELF_ASSIGN_OR_RETURN(const Bytes quick, brotli(bytes, kQuickQuality));
    if (!saves(quick.size(), bytes.size(), kLeastQuickSaving)) return std::optional<Bytes>();
  }
  NEARSHELF_ASSIGN_OR_RETURN(Bytes packed, compress(bytes, encoding));
  if (!saves(packed.size(), bytes.size(), kLeastSaving)) return std::optional<Bytes>();
  return std::optional<Bytes>(std::move(packed));
}

}  // namespace nearshelf::site
