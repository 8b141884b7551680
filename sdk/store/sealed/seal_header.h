// The first block of a sealed database: says that it is one, and whether a key is the right one. It follows from the
// key alone and never changes, so that a power cut cannot tear it and two processes that begin a file write the same.
// docs/formats.md describes it.
#ifndef NEARSHELF_SDK_STORE_SEALED_SEAL_HEADER_H_
#define NEARSHELF_SDK_STORE_SEALED_SEAL_HEADER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sdk/base/status.h"
#include "sdk/platform/crypto.h"

namespace nearshelf::store {

inline constexpr int kSealHeaderBytes = 4096;
using SealHeader = std::array<uint8_t, kSealHeaderBytes>;

// What the host's key becomes.
struct FileSeal {
  std::unique_ptr<platform::Sealer> sealer;  // null where the host cannot seal
  SealHeader header;
};
FileSeal make_file_seal(std::span<const uint8_t, 32> key, platform::Crypto& crypto);

enum class FileKind {
  kNew,     // nothing is in it yet
  kPlain,   // a database that is not sealed
  kSealed,  // with this key
};

// What begins with `head` (as much as there is of its first kSealHeaderBytes) and has `size` bytes in all.
// Errors: kWrongKey, kUnsupportedVersion, kCorrupt (neither a database nor a sealed one), each at `path`.
Result<FileKind> tell_file_kind(std::span<const uint8_t> head, uint64_t size, const SealHeader& expected,
                                const std::string& path);

// Whether a file that begins so is a sealed one, whatever its key.
bool has_seal_header(std::span<const uint8_t> head);

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_SEALED_SEAL_HEADER_H_
