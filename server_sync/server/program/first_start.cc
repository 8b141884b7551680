#include "server_sync/server/program/first_start.h"

#include <string_view>
#include <vector>

#include "server_sync/server/api/tokens.h"
#include "server_sync/server/program/private_file.h"

namespace nearshelf::server {

Result<std::string> make_first_token(EventStore& store, const std::string& data, TimeMs now_ms) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::vector<Token> tokens, store.tokens());
  if (!tokens.empty()) return std::string();
  const std::string path = data + "/first-admin-token";
  const NewToken made = make_token(kFirstTenant, Role::kAdmin, "made on the first start", now_ms);
  NEARSHELF_RETURN_IF_ERROR(write_whole_file(path, made.text + "\n", 0600));
  NEARSHELF_RETURN_IF_ERROR(store.add_token(made.token));
  return path;
}

}  // namespace nearshelf::server
