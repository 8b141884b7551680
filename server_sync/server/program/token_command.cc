#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>

#include "server_sync/server/api/tokens.h"
#include "server_sync/server/program/command.h"
#include "server_sync/server/program/first_start.h"
#include "server_sync/server/program/report.h"
#include "server_sync/server/program/stores.h"

namespace nearshelf::server {
namespace {

constexpr size_t kMaxLabelBytes = 200;

struct Options {
  std::string tenant = kFirstTenant;
  std::string role;
  std::string label;
  std::string id;
};

TimeMs now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string date_of(TimeMs time_ms) {
  const std::time_t seconds = time_ms / kSecondMs;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
  return text;
}

Status check(const Options& options) {
  NEARSHELF_RETURN_IF_ERROR(check_tenant(options.tenant).at("--tenant"));
  if (options.label.size() > kMaxLabelBytes) return invalid_argument("has more than 200 bytes", "--label");
  for (const unsigned char c : options.label) {
    if (c < 0x20 || c == 0x7f) return invalid_argument("has a control character", "--label");
  }
  return ok_status();
}

int create(const Config& config, const Options& options) {
  if (const Status sound = check(options); !sound.ok()) return report_error(sound);
  const Result<std::unique_ptr<EventStore>> store = open_store(config);
  if (!store.ok()) return report_error(store.status());
  const NewToken made = make_token(options.tenant, *parse_role(options.role), options.label, now_ms());
  if (const Status added = (*store)->add_token(made.token); !added.ok()) return report_error(added);
  std::printf("%s\n", made.text.c_str());
  std::fprintf(stderr, "token %s of %s (%s); it is shown this once\n", made.token.id.c_str(), made.token.tenant.c_str(),
               options.role.c_str());
  return kSuccess;
}

int list(const Config& config) {
  const Result<std::unique_ptr<EventStore>> store = open_store(config);
  if (!store.ok()) return report_error(store.status());
  const Result<std::vector<Token>> tokens = (*store)->tokens();
  if (!tokens.ok()) return report_error(tokens.status());
  std::printf("%-16s  %-9s  %-16s  %-16s  %s\n", "id", "role", "created (UTC)", "tenant", "label");
  for (const Token& token : *tokens) {
    std::printf("%-16s  %-9s  %-16s  %-16s  %s\n", token.id.c_str(), std::string(role_name(token.role)).c_str(),
                date_of(token.created_ms).c_str(), token.tenant.c_str(), token.label.c_str());
  }
  return kSuccess;
}

int revoke(const Config& config, const std::string& id) {
  const Result<std::unique_ptr<EventStore>> store = open_store(config);
  if (!store.ok()) return report_error(store.status());
  const Status removed = (*store)->remove_token(id, now_ms());
  if (removed.code() == Code::kNotFound) return report_error(invalid_argument("there is no token " + id));
  if (!removed.ok()) return report_error(removed);
  std::printf("revoked %s; running servers refuse it within seconds\n", id.c_str());
  return kSuccess;
}

}  // namespace

void add_token_commands(CLI::App& app, Run& run) {
  const auto options = std::make_shared<Options>();
  CLI::App* token = app.add_subcommand("token", "Tokens: who may do what");
  token->fallthrough();
  token->require_subcommand(1);

  CLI::App* creating = token->add_subcommand("create", "Make a token and print it, this once");
  creating->fallthrough();
  creating->add_option("--role", options->role, "device, publisher, analyst or admin")
      ->required()
      ->check(CLI::IsMember({"device", "publisher", "analyst", "admin"}));
  creating->add_option("--tenant", options->tenant, "The shop it is for; made when it is new [default]");
  creating->add_option("--label", options->label, "A note for the list");
  creating->callback([&run, options] { run = [options](const Config& config) { return create(config, *options); }; });

  CLI::App* listing = token->add_subcommand("list", "List tokens, without their secrets");
  listing->fallthrough();
  listing->callback([&run] { run = list; });

  CLI::App* revoking = token->add_subcommand("revoke", "Take a token back");
  revoking->fallthrough();
  revoking->add_option("id", options->id, "What \"token list\" calls it")->required();
  revoking->callback(
      [&run, options] { run = [options](const Config& config) { return revoke(config, options->id); }; });
}

}  // namespace nearshelf::server
