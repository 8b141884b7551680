#include "server_sync/trainer/sealed_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace nearshelf::trainer {
namespace {

static_assert(std::endian::native == std::endian::little, "sealed files are written as they stand in memory");

struct Header {
  char magic[4];
  uint32_t version;
  uint64_t payload_bytes;
  uint32_t checksum;
  uint32_t reserved;
};

// Closes on every way out.
class File {
 public:
  File(const std::string& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

uint32_t checksum(const std::string& payload) {
  return static_cast<uint32_t>(
      crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(payload.data()), payload.size()));
}

Status system_error(const std::string& action, const std::string& path) {
  const int error = errno;
  const Code code = error == ENOSPC || error == EDQUOT ? Code::kNoSpace : Code::kIo;
  return Status(code, action + ": " + std::strerror(error), path);
}

bool write_all(int fd, const void* data, size_t size) {
  const char* p = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = write(fd, p, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    p += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

bool read_all(int fd, void* data, size_t size) {
  char* p = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t n = read(fd, p, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    p += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

Status write_and_sync(const std::string& path, const Header& header, const std::string& payload) {
  const File file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) return system_error("cannot create the file", path);
  if (!write_all(file.fd(), &header, sizeof header) || !write_all(file.fd(), payload.data(), payload.size())) {
    return system_error("cannot write the file", path);
  }
  if (fsync(file.fd()) != 0) return system_error("cannot write the file to disk", path);
  return ok_status();
}

}  // namespace

void ByteReader::copy(void* out, size_t size) {
  if (failed_ || size > bytes_.size() - at_) return fail();
  if (size > 0) std::memcpy(out, bytes_.data() + at_, size);
  at_ += size;
}

Status write_sealed_file(const std::string& path, const SealedFormat& format, const std::string& payload) {
  Header header{};
  std::memcpy(header.magic, format.magic, sizeof header.magic);
  header.version = format.version;
  header.payload_bytes = payload.size();
  header.checksum = checksum(payload);
  const std::string temporary = path + ".tmp";
  Status written = write_and_sync(temporary, header, payload);
  if (written.ok() && rename(temporary.c_str(), path.c_str()) != 0) {
    written = system_error("cannot rename " + temporary + " into place", path);
  }
  if (!written.ok()) {
    unlink(temporary.c_str());
    return written;
  }
  const std::string parent = std::filesystem::path(path).parent_path().string();
  const File directory(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
  if (!directory.is_open() || fsync(directory.fd()) != 0) return system_error("cannot sync the directory", path);
  return ok_status();
}

Result<std::string> read_sealed_file(const std::string& path, const SealedFormat& format) {
  const std::string what = format.what;
  const File file(path, O_RDONLY);
  if (!file.is_open()) {
    if (errno == ENOENT) return Status(Code::kNotFound, "there is no such " + what, path);
    return system_error("cannot open the " + what, path);
  }
  struct stat info {};
  if (fstat(file.fd(), &info) != 0) return system_error("cannot read the " + what, path);
  Header header{};
  if (!read_all(file.fd(), &header, sizeof header) || std::memcmp(header.magic, format.magic, 4) != 0) {
    return corrupt("the file is not a Nearshelf " + what, path);
  }
  if (header.version != format.version) {
    return Status(Code::kUnsupportedVersion,
                  "the " + what + " has format version " + std::to_string(header.version) + ", this program reads " +
                      std::to_string(format.version),
                  path);
  }
  if (header.payload_bytes != static_cast<uint64_t>(info.st_size) - sizeof header) {
    return corrupt("the " + what + " is cut short or has bytes too many", path);
  }
  std::string payload(header.payload_bytes, '\0');
  if (!read_all(file.fd(), payload.data(), payload.size())) return system_error("cannot read the " + what, path);
  if (checksum(payload) != header.checksum) return corrupt("the checksum of the " + what + " does not match", path);
  return payload;
}

}  // namespace nearshelf::trainer
