#include <cstdio>
#include <vector>

#include "server_sync/server/api/service.h"
#include "server_sync/server/ingest/receipt_signer.h"
#include "server_sync/server/program/command.h"
#include "server_sync/server/program/report.h"

namespace nearshelf::server {
namespace {

int show_keys(const Config& config) {
  const Result<ReceiptSigner> signer = ReceiptSigner::open(signing_key_path(config));
  if (!signer.ok()) return report_error(signer.status());
  const Result<std::vector<Bytes32>> keys = listed_keys(signer->public_key(), config.retired_keys);
  if (!keys.ok()) return report_error(keys.status());
  std::printf("%s\n", keys_json(*keys).c_str());
  return kSuccess;
}

}  // namespace

void add_keys_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("keys", "Print the public keys that verify receipts, as GET /v1/keys does");
  command->fallthrough();
  command->callback([&run] { run = show_keys; });
}

}  // namespace nearshelf::server
