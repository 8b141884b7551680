// .nearshelf-site.json: what publishing made in a directory, so that it can tidy up after itself and touches nothing
// else.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_RECORD_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_RECORD_H_

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/publisher/site/digest.h"

namespace nearshelf::site {

inline constexpr const char* kRecordName = ".nearshelf-site.json";

struct RecordedFile {
  Sha256 hash{};
  uint64_t bytes = 0;
};

// One manifest that was, or was about to be, published.
struct Generation {
  Sha256 manifest_hash{};
  std::string model;            // path
  std::string package;          // directory; empty = none
  std::string package_version;  // of the npm package
  bool operator==(const Generation&) const = default;
};

struct Record {
  std::map<std::string, RecordedFile> files;  // by path; all that was written or was about to be
  std::vector<Generation> generations;        // newest first
};

std::string record_text(const Record& record);
// Errors: kCorrupt, kUnsupportedVersion.
Result<Record> parse_record(std::span<const uint8_t> bytes);

// Forgets generations whose manifest never came to be, because the process was killed before: those in front of the one
// of the manifest that is there. Forgets nothing when none is of that manifest.
void forget_unpublished(const Sha256& manifest_hash, Record& record);

// Forgets generations beyond those of the current and the `keep` models before it, and of as many packages. Returns the
// files that nothing needs any more: those of forgotten models and packages, and of runs that were killed.
std::set<std::string> forget_old(size_t keep, Record& record);

// True for a model, a file of a package, and what is compressed of them: files whose name changes with their content.
bool is_hashed_path(const std::string& path);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_RECORD_H_
