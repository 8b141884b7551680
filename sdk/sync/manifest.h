// The manifest of a shop's current model (docs/formats.md), as far as a device needs it.
#ifndef NEARSHELF_SDK_SYNC_MANIFEST_H_
#define NEARSHELF_SDK_SYNC_MANIFEST_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "sdk/platform/crypto.h"

namespace nearshelf::sync {

struct ManifestModel {
  std::string id;
  uint64_t version = 0;
  std::string url;  // resolved
  uint64_t bytes = 0;
  platform::Sha256 sha256{};
};

// `manifest_url`: where it came from. Errors: kCorrupt with the field; kUnsupportedVersion for a newer format.
Result<ManifestModel> read_manifest(std::string_view json, std::string_view manifest_url);

// Whether the artifact has the size and the hash that the manifest promises. Errors: kCorrupt.
Status check_artifact(const ManifestModel& model, std::span<const uint8_t> bytes, platform::Crypto& crypto);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_MANIFEST_H_
