#include "sdk/store/sealed/seal_header.h"

#include <algorithm>
#include <string_view>

namespace nearshelf::store {
namespace {

constexpr std::string_view kMagic = "Nearshelf sealed";
constexpr std::string_view kPlainMagic{"SQLite format 3", 16};  // with its NUL
constexpr size_t kVersionOffset = 16;
constexpr uint8_t kVersion = 1;  // little-endian in four bytes
constexpr size_t kCheckOffset = 20;

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

bool begins_with(std::span<const uint8_t> head, std::string_view magic) {
  const auto bytes = bytes_of(magic);
  return head.size() >= bytes.size() && std::equal(bytes.begin(), bytes.end(), head.begin());
}

// A header whose writing a power cut has stopped: nothing was written behind it.
bool is_part_of(std::span<const uint8_t> head, const SealHeader& expected) {
  return std::equal(head.begin(), head.end(), expected.begin(),
                    [](uint8_t byte, uint8_t wanted) { return byte == wanted || byte == 0; });
}

}  // namespace

FileSeal make_file_seal(std::span<const uint8_t, 32> key, platform::Crypto& crypto) {
  platform::Sha256 page_key = crypto.hmac_sha256(key, {bytes_of("nearshelf sealed file 1: pages")});
  const platform::Sha256 check = crypto.hmac_sha256(key, {bytes_of("nearshelf sealed file 1: check")});
  FileSeal seal;
  seal.sealer = crypto.make_sealer(page_key);
  std::fill_n(static_cast<volatile uint8_t*>(page_key.data()), page_key.size(), uint8_t{0});
  seal.header.fill(0);
  std::copy(kMagic.begin(), kMagic.end(), seal.header.begin());
  seal.header[kVersionOffset] = kVersion;
  std::copy(check.begin(), check.end(), seal.header.begin() + kCheckOffset);
  return seal;
}

bool has_seal_header(std::span<const uint8_t> head) { return begins_with(head, kMagic); }

Result<FileKind> tell_file_kind(std::span<const uint8_t> head, uint64_t size, const SealHeader& expected,
                                const std::string& path) {
  if (head.size() == expected.size() && std::equal(head.begin(), head.end(), expected.begin())) {
    return size == expected.size() ? FileKind::kNew : FileKind::kSealed;
  }
  if (size <= expected.size() && is_part_of(head, expected)) return FileKind::kNew;
  if (begins_with(head, kPlainMagic)) return FileKind::kPlain;
  if (!has_seal_header(head) || head.size() < kCheckOffset) {
    return corrupt("this is no database; restore it or open it with rebuild_if_corrupt", path);
  }
  if (!std::equal(head.begin() + kVersionOffset, head.begin() + kCheckOffset, expected.begin() + kVersionOffset)) {
    return Status(Code::kUnsupportedVersion, "the database is sealed in a way that only a newer Nearshelf knows", path);
  }
  return Status(Code::kWrongKey,
                "the database is sealed with another key; give that one, or open it with rebuild_if_corrupt to begin "
                "anew",
                path);
}

}  // namespace nearshelf::store
