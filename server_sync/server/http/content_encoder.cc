#include "server_sync/server/http/content_encoder.h"

#include <brotli/encode.h>
#include <zlib.h>

namespace nearshelf::server {
namespace {

constexpr size_t kChunk = 16 * 1024;
// Answers are made while somebody waits: what takes little time, not what saves the last byte.
constexpr int kGzipLevel = 4;
constexpr uint32_t kBrotliQuality = 4;
constexpr uint32_t kBrotliWindow = 18;  // 256 KiB

Status no_memory() { return Status(Code::kOutOfMemory, "no memory to compress the answer"); }

class Identity : public ContentEncoder {
 public:
  Status push(std::string_view input, bool, std::string& output) override {
    output.append(input);
    return ok_status();
  }
};

class Gzip : public ContentEncoder {
 public:
  Gzip() { ready_ = deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK; }
  ~Gzip() override {
    if (ready_) deflateEnd(&stream_);
  }
  Status push(std::string_view input, bool last, std::string& output) override {
    if (!ready_) return no_memory();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    char chunk[kChunk];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(chunk);
      stream_.avail_out = kChunk;
      if (deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR) return no_memory();
      output.append(chunk, kChunk - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return ok_status();
  }

 private:
  z_stream stream_ = {};
  bool ready_ = false;
};

class Brotli : public ContentEncoder {
 public:
  Brotli() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!state_) return;
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, kBrotliQuality);
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_LGWIN, kBrotliWindow);
  }
  ~Brotli() override { BrotliEncoderDestroyInstance(state_); }
  Status push(std::string_view input, bool last, std::string& output) override {
    if (!state_) return no_memory();
    size_t left = input.size();
    const auto* next = reinterpret_cast<const uint8_t*>(input.data());
    char chunk[kChunk];
    do {
      size_t room = kChunk;
      auto* to = reinterpret_cast<uint8_t*>(chunk);
      const auto operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
      if (!BrotliEncoderCompressStream(state_, operation, &left, &next, &room, &to, nullptr)) return no_memory();
      output.append(chunk, kChunk - room);
    } while (left > 0 || BrotliEncoderHasMoreOutput(state_) || (last && !BrotliEncoderIsFinished(state_)));
    return ok_status();
  }

 private:
  BrotliEncoderState* state_;
};

}  // namespace

std::unique_ptr<ContentEncoder> ContentEncoder::make(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kGzip: return std::make_unique<Gzip>();
    case ContentCoding::kBrotli: return std::make_unique<Brotli>();
    case ContentCoding::kIdentity: break;
  }
  return std::make_unique<Identity>();
}

void compress_response(std::string_view accept_encoding, Response& response) {
  if (!response.compress || response.source) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  const ContentCoding coding = choose_coding(accept_encoding);
  if (coding == ContentCoding::kIdentity || response.body.size() < kMinCompressedBytes) return;
  std::string compressed;
  if (!ContentEncoder::make(coding)->push(response.body, true, compressed).ok()) return;  // whole, then
  response.body = std::move(compressed);
  response.headers.emplace_back("Content-Encoding", coding_name(coding));
}

}  // namespace nearshelf::server
