// The published directory on the disk: one writer at a time, every change whole or not at all.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_SITE_FILES_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_SITE_FILES_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/status.h"

namespace nearshelf::site {

// Errors: kNotFound, kIo; the place is the path.
Result<std::vector<uint8_t>> read_file(const std::string& path);

// Told before every change, for example "write models/3f2a.nsm.br".
using Progress = std::function<void(const std::string& step)>;

// Paths are relative to the directory, with "/". Not thread-safe.
class SiteFiles {
 public:
  // Makes the directory when it is not there. Errors: kBusy when another process publishes into it, kNoSpace, kIo.
  static Result<SiteFiles> open(const std::string& directory, Progress progress);
  SiteFiles(SiteFiles&& other) noexcept;
  SiteFiles& operator=(SiteFiles&&) = delete;
  ~SiteFiles();

  // Empty when there is no such file.
  Result<std::optional<std::vector<uint8_t>>> read(const std::string& path) const;
  // Makes the directories above it, and replaces it atomically and durably. Its time is in a later second than that of
  // the file it replaces.
  Status write(const std::string& path, std::span<const uint8_t> bytes);
  // With the directories above it that became empty. A file that is gone already is no error.
  Status remove(const std::string& path);
  // Deletes what a killed writer of `path` left beside it.
  Status sweep(const std::string& path);
  std::string full_path(const std::string& path) const { return directory_ + "/" + path; }

 private:
  SiteFiles(std::string directory, int lock, Progress progress);

  std::string directory_;
  int lock_;  // a descriptor of the directory, which holds the lock
  Progress progress_;
};

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_SITE_FILES_H_
