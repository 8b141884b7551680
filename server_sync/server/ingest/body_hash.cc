#include "server_sync/server/ingest/body_hash.h"

#include <sodium.h>

#include <optional>
#include <string_view>

#include "sdk/base/bit_cast.h"

namespace nearshelf::server {

using protocol::Bytes32;

namespace {

// Every field is as long as itself says, so that no two events have the same bytes. Numbers are little-endian.
class Hasher {
 public:
  Hasher() { crypto_hash_sha256_init(&state_); }

  void add(uint64_t number) {
    uint8_t bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<uint8_t>(number >> (8 * i));
    crypto_hash_sha256_update(&state_, bytes, sizeof(bytes));
  }
  void add(std::string_view text) {
    add(static_cast<uint64_t>(text.size()));
    crypto_hash_sha256_update(&state_, reinterpret_cast<const uint8_t*>(text.data()), text.size());
  }
  void add(const Bytes32& bytes) { crypto_hash_sha256_update(&state_, bytes.data(), bytes.size()); }
  void add(const std::optional<int64_t>& number) {
    add(uint64_t{number.has_value()});
    if (number) add(static_cast<uint64_t>(*number));
  }
  void add(const std::optional<double>& number) {
    add(uint64_t{number.has_value()});
    if (number) add(nearshelf::bit_cast<uint64_t>(*number == 0 ? 0.0 : *number));  // -0 is 0
  }

  Bytes32 finish() {
    static_assert(crypto_hash_sha256_BYTES == sizeof(Bytes32));
    Bytes32 hash;
    crypto_hash_sha256_final(&state_, hash.data());
    return hash;
  }

 private:
  crypto_hash_sha256_state state_;
};

}  // namespace

Bytes32 body_hash(const protocol::Event& event, const Bytes32& peppered_pseudonym) {
  Hasher hasher;
  hasher.add(std::string_view("nearshelf/event/1"));
  hasher.add(std::string_view(event.id));
  hasher.add(uint64_t{event.kind});
  hasher.add(peppered_pseudonym);
  hasher.add(event.session);
  hasher.add(uint64_t{event.position});
  hasher.add(static_cast<uint64_t>(event.time_ms));
  hasher.add(std::string_view(event.item_id));
  hasher.add(event.dwell_ms);
  hasher.add(event.scroll_percent);
  hasher.add(event.quantity);
  hasher.add(event.price);
  hasher.add(event.rating);
  return hasher.finish();
}

}  // namespace nearshelf::server
