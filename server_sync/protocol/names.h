// The names that numbers have in JSON. Those of event kinds are the ones of the npm package.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_NAMES_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_NAMES_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

// nsh_event_kind.
inline constexpr uint8_t kView = 1;
inline constexpr uint8_t kClick = 2;
inline constexpr uint8_t kAddToCart = 3;
inline constexpr uint8_t kRemoveFromCart = 4;
inline constexpr uint8_t kPurchase = 5;
inline constexpr uint8_t kSearch = 6;
inline constexpr uint8_t kRating = 7;
inline constexpr uint8_t kImpression = 8;

// "view", "add_to_cart", ...; empty for a number that is none.
std::string_view kind_name(uint8_t kind);
std::optional<uint8_t> kind_of(std::string_view name);

// "stored", "no_consent", ...; empty for a number that is none.
std::string_view verdict_name(Verdict verdict);
std::optional<Verdict> verdict_of(std::string_view name);

// One bit: "personalization", "measurement", "model_improvement"; empty for anything else.
std::string_view purpose_name(uint8_t purpose);
std::optional<uint8_t> purpose_of(std::string_view name);
// The names of all bits in `purposes`, in the order of their numbers.
std::vector<std::string_view> purpose_names(uint8_t purposes);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_NAMES_H_
