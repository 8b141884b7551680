#include "server_sync/server/api/authorizer.h"

#include <chrono>

#include "server_sync/server/http/header_values.h"
#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

using Answer = std::variant<Principal, Response>;

int64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// The same for an unknown token and a wrong secret: an id alone tells nothing.
Answer unauthorized() {
  Response answer = problem(401, "UNAUTHORIZED", "this needs a valid token", "header Authorization");
  answer.headers.emplace_back("WWW-Authenticate", kBearerChallenge);
  return answer;
}

}  // namespace

Status Authorizer::refresh() {
  NEARSHELF_ASSIGN_OR_RETURN(const std::vector<Token> tokens, store_->tokens());
  auto known = std::make_shared<Known>();
  for (const Token& token : tokens) known->emplace(token.id, token);
  known_.store(std::move(known));
  return ok_status();
}

std::optional<Answer> Authorizer::decide(const PresentedToken& presented, Role needed) const {
  const std::shared_ptr<const Known> known = known_.load();
  const auto found = known->find(presented.id);
  if (found == known->end()) return std::nullopt;
  const Token& token = found->second;
  if (!is_secret_of(presented, token)) return unauthorized();
  if (!role_covers(token.role, needed)) {
    return problem(403, "FORBIDDEN",
                   "this needs a token of the role " + std::string(role_name(needed)) + ", and this one's is " +
                       std::string(role_name(token.role)));
  }
  return Principal{token.tenant, token.id};
}

void Authorizer::authorize(std::string_view authorization, Role needed, Done done) {
  const std::optional<PresentedToken> presented = parse_token(bearer_token(authorization));
  if (!presented) return done(unauthorized());
  if (std::optional<Answer> answer = decide(*presented, needed)) return done(std::move(*answer));
  // Made a moment ago, perhaps. Guessing ids must not keep the store busy.
  int64_t last = last_miss_ms_.load();
  const int64_t now = steady_ms();
  if (now - last < 1000 || !last_miss_ms_.compare_exchange_strong(last, now)) return done(unauthorized());
  const bool asked = workers_->run([this, presented = *presented, needed, done] {
    if (!refresh().ok()) return done(try_again(503, 5, "IO", "the server cannot tell at the moment who is asking"));
    done(decide(presented, needed).value_or(unauthorized()));
  });
  if (!asked) done(unauthorized());
}

}  // namespace nearshelf::server
