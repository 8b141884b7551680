// Bytes as lower-case hex digits; upper-case ones are read, too.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_HEX_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_HEX_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sdk/base/hex.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

using nearshelf::to_hex;
// False when `text` is not exactly two hex digits for each of `bytes`, which are then undefined.
bool from_hex(std::string_view text, std::span<uint8_t> bytes);
std::optional<Bytes32> bytes32_from_hex(std::string_view text);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_HEX_H_
