// SHA-256, as the store and its audit log use it.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_STORE_DIGEST_H_
#define NEARSHELF_SERVER_SYNC_SERVER_STORE_DIGEST_H_

#include <span>
#include <string_view>

#include "server_sync/protocol/batch.h"

namespace nearshelf::server {

// Of all parts, one after another.
protocol::Bytes32 sha256(std::string_view first, std::string_view second = {});

// As the characters of a string, for hashing and binding.
std::string_view as_text(std::span<const uint8_t> bytes);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_STORE_DIGEST_H_
