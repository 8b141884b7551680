#include "server_sync/publisher/site/site_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "server_sync/publisher/artifact_file.h"

namespace nearshelf::site {
namespace {

namespace fs = std::filesystem;

Status file_error(const std::string& what, const std::error_code& error, const std::string& path) {
  const bool full = error == std::errc::no_space_on_device || error.value() == EDQUOT;
  return Status(full ? Code::kNoSpace : Code::kIo, what + ": " + error.message(), path);
}

Status make_directory(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return file_error("cannot make the directory", error, path);
  return fs::is_directory(path) ? ok_status() : io_error("is there and is no directory", path);
}

// Servers tell versions of a file apart by size and by the second of the last change.
Status make_later(const std::string& path, fs::file_time_type before) {
  using std::chrono::floor, std::chrono::seconds;
  std::error_code error;
  const fs::file_time_type now = fs::last_write_time(path, error);
  if (!error && floor<seconds>(now) <= floor<seconds>(before)) {
    fs::last_write_time(path, floor<seconds>(before) + seconds(1), error);
  }
  return error ? file_error("cannot set the time of the file", error, path) : ok_status();
}

bool all_digits(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<std::vector<uint8_t>> read_file(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return Status(Code::kNotFound, "there is no such file", path);
  if (!fs::is_regular_file(path, error)) return io_error("is not a file", path);
  std::ifstream file(path, std::ios::binary);
  std::vector<uint8_t> bytes((std::istreambuf_iterator<char>(file)), {});
  if (!file || file.bad()) return io_error("cannot read the file: " + std::string(std::strerror(errno)), path);
  return bytes;
}

SiteFiles::SiteFiles(std::string directory, int lock, Progress progress)
    : directory_(std::move(directory)), lock_(lock), progress_(std::move(progress)) {}

SiteFiles::SiteFiles(SiteFiles&& other) noexcept
    : directory_(std::move(other.directory_)),
      lock_(std::exchange(other.lock_, -1)),
      progress_(std::move(other.progress_)) {}

SiteFiles::~SiteFiles() {
  if (lock_ >= 0) ::close(lock_);
}

Result<SiteFiles> SiteFiles::open(const std::string& directory, Progress progress) {
  NEARSHELF_RETURN_IF_ERROR(make_directory(directory));
  const int lock = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const auto failure = [&](const char* what) {
    return file_error(what, std::error_code(errno, std::generic_category()), directory);
  };
  if (lock < 0) return failure("cannot open the directory");
  SiteFiles files(directory, lock, std::move(progress));
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return files;
  if (errno == EWOULDBLOCK) return Status(Code::kBusy, "another process publishes into this directory", directory);
  return failure("cannot lock the directory");
}

Result<std::optional<std::vector<uint8_t>>> SiteFiles::read(const std::string& path) const {
  Result<std::vector<uint8_t>> bytes = read_file(full_path(path));
  if (bytes.ok()) return std::optional(*std::move(bytes));
  if (bytes.status().code() == Code::kNotFound) return std::optional<std::vector<uint8_t>>();
  return bytes.status();
}

Status SiteFiles::write(const std::string& path, std::span<const uint8_t> bytes) {
  if (progress_) progress_("write " + path);
  const std::string full = full_path(path);
  NEARSHELF_RETURN_IF_ERROR(make_directory(fs::path(full).parent_path().string()));
  std::error_code is_new;
  const fs::file_time_type before = fs::last_write_time(full, is_new);
  NEARSHELF_RETURN_IF_ERROR(publisher::write_artifact(full, bytes));
  return is_new ? ok_status() : make_later(full, before);
}

Status SiteFiles::remove(const std::string& path) {
  if (progress_) progress_("remove " + path);
  std::error_code error;
  fs::remove(full_path(path), error);
  if (error) return file_error("cannot remove the file", error, full_path(path));
  for (fs::path above = fs::path(path).parent_path(); !above.empty(); above = above.parent_path()) {
    if (::rmdir(full_path(above.string()).c_str()) != 0) break;  // not empty
  }
  return ok_status();
}

Status SiteFiles::sweep(const std::string& path) {
  const fs::path full = full_path(path);
  const std::string prefix = full.filename().string() + ".tmp";  // and the process id: write_artifact()
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator it(full.parent_path(), error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.starts_with(prefix) && all_digits(name.substr(prefix.size()))) found.push_back(it->path());
  }
  for (const fs::path& left_over : found) {
    fs::remove(left_over, error);
    if (error) return file_error("cannot remove the file", error, left_over.string());
  }
  return ok_status();
}

}  // namespace nearshelf::site
