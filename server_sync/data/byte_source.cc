#include "server_sync/data/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace nearshelf::data {
namespace {

constexpr size_t kFileChunkBytes = 256 << 10;
constexpr int kGzipWindowBits = 15 + 16;  // zlib.h, inflateInit2: + 16 = gzip framing only

struct PackedFormat {
  std::string_view magic;
  std::string_view name;
  std::string_view unpack;
};
constexpr std::array<PackedFormat, 4> kForeignFormats = {{
    {"PK\x03\x04", "a zip archive", "unzip"},
    {"BZh", "a bzip2 file", "bunzip2"},
    {"\xfd"
     "7zXZ",
     "an xz file", "unxz"},
    {"\x28\xb5\x2f\xfd", "a zstd file", "unzstd"},
}};

// A file or standard input with its first bytes held ready.
class File {
 public:
  File() : buffer_(kFileChunkBytes) {}
  ~File() {
    if (file_ != nullptr && file_ != stdin) std::fclose(file_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  Status open(const std::string& path) {
    file_ = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
    if (file_ != nullptr) return fill();
    if (errno == ENOENT) return Status(Code::kNotFound, "there is no such file", path);
    return io_error(std::string("cannot be opened: ") + std::strerror(errno), path);
  }

  // Reads the next chunk once the present one is used up.
  Status fill() {
    if (begin_ < end_) return ok_status();
    consumed_ += end_;
    begin_ = 0;
    end_ = std::fread(buffer_.data(), 1, buffer_.size(), file_);
    if (end_ == 0 && std::ferror(file_) != 0) return io_error(std::string("cannot be read: ") + std::strerror(errno));
    return ok_status();
  }
  std::string_view ready() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void consume(size_t count) { begin_ += count; }
  uint64_t position() const { return consumed_ + begin_; }

 private:
  std::FILE* file_ = nullptr;
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  uint64_t consumed_ = 0;  // bytes of the chunks before this one
};

class PlainSource final : public ByteSource {
 public:
  PlainSource(std::string name, std::unique_ptr<File> file) : ByteSource(std::move(name)), file_(std::move(file)) {}

  Result<size_t> read(std::span<char> buffer) override {
    NEARSHELF_RETURN_IF_ERROR(file_->fill());
    const size_t count = std::min(buffer.size(), file_->ready().size());
    std::memcpy(buffer.data(), file_->ready().data(), count);
    file_->consume(count);
    return count;
  }

 private:
  std::unique_ptr<File> file_;
};

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::string name, std::unique_ptr<File> file) : ByteSource(std::move(name)), file_(std::move(file)) {}
  ~GzipSource() override { inflateEnd(&stream_); }

  Status start() {
    if (inflateInit2(&stream_, kGzipWindowBits) == Z_OK) return ok_status();
    return Status(Code::kOutOfMemory, "no memory to unpack gzip");
  }

  Result<size_t> read(std::span<char> buffer) override {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(std::min<size_t>(buffer.size(), 1u << 30));
    const size_t wanted = stream_.avail_out;
    while (stream_.avail_out == wanted) {
      NEARSHELF_RETURN_IF_ERROR(file_->fill());
      if (file_->ready().empty()) {
        if (between_members_) return size_t{0};
        return corrupt("the gzip file is cut short after byte " + std::to_string(file_->position()));
      }
      if (between_members_) {
        NEARSHELF_RETURN_IF_ERROR(start_next_member());
        continue;
      }
      NEARSHELF_RETURN_IF_ERROR(inflate_ready());
    }
    return wanted - stream_.avail_out;
  }

 private:
  Status inflate_ready() {
    const std::string_view ready = file_->ready();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(ready.data()));
    stream_.avail_in = static_cast<uInt>(ready.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    file_->consume(ready.size() - stream_.avail_in);
    if (result == Z_STREAM_END) between_members_ = true;
    if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR) return ok_status();
    const std::string why = stream_.msg != nullptr ? stream_.msg : zError(result);
    return corrupt("the gzip file is damaged near byte " + std::to_string(file_->position()) + " (" + why + ")");
  }

  // gzip files may be joined end to end (RFC 1952, 2.2) and may be padded with zeros by tape tools; anything else
  // after a member is damage.
  Status start_next_member() {
    const std::string_view ready = file_->ready();
    if (ready[0] == '\0') {
      file_->consume(std::min(ready.find_first_not_of('\0'), ready.size()));
      padded_ = true;
      return ok_status();
    }
    if (ready[0] != '\x1f' || padded_) {
      return corrupt("other bytes follow the gzip data at byte " + std::to_string(file_->position()));
    }
    inflateReset(&stream_);
    between_members_ = false;
    return ok_status();
  }

  std::unique_ptr<File> file_;
  z_stream stream_ = {};
  bool between_members_ = false;
  bool padded_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::string& path) {
  std::string name = path == "-" ? "standard input" : path;
  auto file = std::make_unique<File>();
  if (Status status = file->open(path); !status.ok()) {
    return status.place().empty() ? status.at(name) : status;
  }
  const std::string_view head = file->ready();
  for (const PackedFormat& format : kForeignFormats) {
    if (!head.starts_with(format.magic)) continue;
    return invalid_argument("this is " + std::string(format.name) + "; unpack it first (" + std::string(format.unpack) +
                                ") or pack it with gzip",
                            name);
  }
  if (!head.starts_with("\x1f\x8b")) {
    return std::unique_ptr<ByteSource>(std::make_unique<PlainSource>(std::move(name), std::move(file)));
  }
  auto gzip = std::make_unique<GzipSource>(std::move(name), std::move(file));
  NEARSHELF_RETURN_IF_ERROR(gzip->start());
  return std::unique_ptr<ByteSource>(std::move(gzip));
}

}  // namespace nearshelf::data
