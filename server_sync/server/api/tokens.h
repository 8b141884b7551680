// Bearer tokens: "nst_<id>_<secret>". The store has the hash of the secret alone.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_TOKENS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_TOKENS_H_

#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

struct NewToken {
  Token token;
  std::string text;  // what its owner is given, once
};

// 64 random bits name it, 256 are its secret.
NewToken make_token(std::string_view tenant, Role role, std::string_view label, TimeMs now_ms);

struct PresentedToken {
  std::string id;
  Bytes32 secret_hash{};
};
// Empty for what is no token of ours.
std::optional<PresentedToken> parse_token(std::string_view text);
// In the same time wherever they differ.
bool is_secret_of(const PresentedToken& presented, const Token& token);
bool same_text(std::string_view a, std::string_view b);

// "device", "publisher", "analyst", "admin".
std::string_view role_name(Role role);
std::optional<Role> parse_role(std::string_view name);
// An admin may do what publishers and analysts may; nobody else does another's work.
bool role_covers(Role has, Role needed);

// 1 to 64 of a-z 0-9 - _, first a letter or digit: it stands in addresses and file names. Errors: kInvalidArgument.
Status check_tenant(std::string_view tenant);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_TOKENS_H_
