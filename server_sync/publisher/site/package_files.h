// The built npm package (wasm/npm/dist) as it goes to a CDN.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_PACKAGE_FILES_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_PACKAGE_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/publisher/site/digest.h"

namespace nearshelf::site {

struct PackageFile {
  std::string name;  // below the package's directory, with "/"
  std::vector<uint8_t> bytes;
};

struct Package {
  std::string version;             // package.json's, in the directory or the one above; otherwise the hash's name
  Sha256 hash{};                   // of all names and bytes: the files name each other, so they get a new home together
  std::vector<PackageFile> files;  // by name
};

// Everything below `directory` but hidden files, type declarations, source maps and what is compressed already. Names
// have only letters, digits and "._-", so that an address needs no escapes. Errors: kNotFound, kIo, kInvalidArgument;
// the place is the path.
Result<Package> read_package(const std::string& directory);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_PACKAGE_FILES_H_
