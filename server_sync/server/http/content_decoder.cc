#include "server_sync/server/http/content_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>

namespace nearshelf::server {
namespace {

constexpr size_t kChunk = 16 * 1024;

Status too_large(size_t limit) {
  return Status(Code::kLimit, "the body has more than " + std::to_string(limit) + " bytes");
}

class Identity : public ContentDecoder {
 public:
  explicit Identity(size_t limit) : limit_(limit) {}
  Status push(std::string_view input, std::string& output) override {
    if (input.size() > limit_ - output.size()) return too_large(limit_);
    output.append(input);
    return ok_status();
  }
  Status finish() override { return ok_status(); }

 private:
  size_t limit_;
};

class Gzip : public ContentDecoder {
 public:
  explicit Gzip(size_t limit) : limit_(limit) { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~Gzip() override {
    if (ready_) inflateEnd(&stream_);
  }

  Status push(std::string_view input, std::string& output) override {
    if (!ready_) return Status(Code::kOutOfMemory, "no memory to decompress the body");
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    char chunk[kChunk];
    do {
      if (ended_ && stream_.avail_in > 0) return corrupt("the gzip body goes on behind its end");
      stream_.next_out = reinterpret_cast<Bytef*>(chunk);
      stream_.avail_out = kChunk;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      const size_t made = kChunk - stream_.avail_out;
      if (made > limit_ - output.size()) return too_large(limit_);
      output.append(chunk, made);
      if (result == Z_STREAM_END) ended_ = true;
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return corrupt("the body is no gzip");
    } while (stream_.avail_in > 0 || (stream_.avail_out == 0 && !ended_));
    return ok_status();
  }
  Status finish() override { return ended_ ? ok_status() : corrupt("the gzip body ends too early"); }

 private:
  size_t limit_;
  z_stream stream_ = {};
  bool ready_ = false;
  bool ended_ = false;
};

class Brotli : public ContentDecoder {
 public:
  explicit Brotli(size_t limit) : limit_(limit), state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
  ~Brotli() override { BrotliDecoderDestroyInstance(state_); }

  Status push(std::string_view input, std::string& output) override {
    if (!state_) return Status(Code::kOutOfMemory, "no memory to decompress the body");
    size_t left = input.size();
    const auto* next = reinterpret_cast<const uint8_t*>(input.data());
    char chunk[kChunk];
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
    do {
      if (ended_ && left > 0) return corrupt("the brotli body goes on behind its end");
      size_t room = kChunk;
      auto* to = reinterpret_cast<uint8_t*>(chunk);
      result = BrotliDecoderDecompressStream(state_, &left, &next, &room, &to, nullptr);
      const size_t made = kChunk - room;
      if (made > limit_ - output.size()) return too_large(limit_);
      output.append(chunk, made);
      if (result == BROTLI_DECODER_RESULT_ERROR) return corrupt("the body is no brotli");
      if (result == BROTLI_DECODER_RESULT_SUCCESS) ended_ = true;
    } while (left > 0 || result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT);
    return ok_status();
  }
  Status finish() override { return ended_ ? ok_status() : corrupt("the brotli body ends too early"); }

 private:
  size_t limit_;
  BrotliDecoderState* state_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ContentDecoder> ContentDecoder::make(ContentCoding coding, size_t limit) {
  switch (coding) {
    case ContentCoding::kGzip: return std::make_unique<Gzip>(limit);
    case ContentCoding::kBrotli: return std::make_unique<Brotli>(limit);
    case ContentCoding::kIdentity: break;
  }
  return std::make_unique<Identity>(limit);
}

}  // namespace nearshelf::server
