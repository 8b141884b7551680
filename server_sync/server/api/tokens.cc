#include "server_sync/server/api/tokens.h"

#include <sodium.h>

#include <array>

#include "server_sync/protocol/hex.h"

namespace nearshelf::server {
namespace {

constexpr std::string_view kPrefix = "nst_";
constexpr size_t kIdDigits = 16;
constexpr size_t kSecretDigits = 64;
constexpr std::array<std::pair<Role, std::string_view>, 4> kRoles = {
    {{Role::kDevice, "device"}, {Role::kPublisher, "publisher"}, {Role::kAnalyst, "analyst"}, {Role::kAdmin, "admin"}}};

Bytes32 hash_of(const Bytes32& secret) {
  Bytes32 hash{};
  crypto_hash_sha256(hash.data(), secret.data(), secret.size());
  return hash;
}

}  // namespace

NewToken make_token(std::string_view tenant, Role role, std::string_view label, TimeMs now_ms) {
  std::array<uint8_t, kIdDigits / 2> id{};
  Bytes32 secret{};
  randombytes_buf(id.data(), id.size());
  randombytes_buf(secret.data(), secret.size());
  NewToken made;
  made.token.id = protocol::to_hex(id);
  made.token.tenant = tenant;
  made.token.role = role;
  made.token.secret_hash = hash_of(secret);
  made.token.created_ms = now_ms;
  made.token.label = label;
  made.text = std::string(kPrefix) + made.token.id + "_" + protocol::to_hex(secret);
  sodium_memzero(secret.data(), secret.size());
  return made;
}

std::optional<PresentedToken> parse_token(std::string_view text) {
  if (text.size() != kPrefix.size() + kIdDigits + 1 + kSecretDigits || text.substr(0, kPrefix.size()) != kPrefix ||
      text[kPrefix.size() + kIdDigits] != '_') {
    return std::nullopt;
  }
  PresentedToken presented;
  presented.id = text.substr(kPrefix.size(), kIdDigits);
  std::optional<Bytes32> secret = protocol::bytes32_from_hex(text.substr(text.size() - kSecretDigits));
  if (!secret) return std::nullopt;
  presented.secret_hash = hash_of(*secret);
  sodium_memzero(secret->data(), secret->size());
  return presented;
}

bool is_secret_of(const PresentedToken& presented, const Token& token) {
  return sodium_memcmp(presented.secret_hash.data(), token.secret_hash.data(), token.secret_hash.size()) == 0;
}

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view role_name(Role role) {
  for (const auto& [number, name] : kRoles) {
    if (number == role) return name;
  }
  return "unknown";
}

std::optional<Role> parse_role(std::string_view name) {
  for (const auto& [number, text] : kRoles) {
    if (text == name) return number;
  }
  return std::nullopt;
}

bool role_covers(Role has, Role needed) {
  return has == needed || (has == Role::kAdmin && (needed == Role::kPublisher || needed == Role::kAnalyst));
}

Status check_tenant(std::string_view tenant) {
  const bool sound = !tenant.empty() && tenant.size() <= 64 && tenant.front() != '-' && tenant.front() != '_' &&
                     tenant.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
  if (sound) return ok_status();
  return invalid_argument("\"" + std::string(tenant) +
                          "\" cannot name a tenant; write 1 to 64 of a-z 0-9 - _, first a letter or a digit");
}

}  // namespace nearshelf::server
