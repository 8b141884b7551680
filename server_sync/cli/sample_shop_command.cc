#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server_sync/cli/command.h"
#include "server_sync/cli/exit_code.h"
#include "server_sync/cli/output.h"
#include "server_sync/data/number_text.h"
#include "server_sync/sample_shop/sample_shop.h"

namespace nearshelf::cli {
namespace {

struct Flags {
  std::string out;
  sample_shop::SampleShopOptions options;
  bool no_pictures = false;
  bool json = false;
};

std::string report_text(const Flags& flags, const sample_shop::SampleShopReport& report) {
  using data::grouped;
  return "A made-up shop is in " + flags.out + " (synthetic; see its README.txt)\n" + "  items.tsv           " +
         grouped(report.products) + " products\n" + "  events.csv.gz       " + grouped(report.train_events) +
         " events of " + grouped(report.train_sessions) + " sessions, " + grouped(report.robot_sessions) +
         " of them by robots\n" + "  test_pairs.txt.gz   " + grouped(report.test_pairs) + " test cases from " +
         grouped(report.test_sessions) + " sessions of the two days after\n" +
         (flags.no_pictures ? "" : "  images/             one drawn picture for each product\n");
}

int make_shop(const Flags& flags) {
  sample_shop::SampleShopOptions options = flags.options;
  options.pictures = !flags.no_pictures;
  const Result<sample_shop::SampleShopReport> report = sample_shop::write_sample_shop(flags.out, options);
  if (!report.ok()) return report_failure(report.status());
  if (!flags.json) {
    print(report_text(flags, *report));
    return kSuccess;
  }
  print(nlohmann::json{{"synthetic", true},
                       {"directory", flags.out},
                       {"seed", flags.options.seed},
                       {"products", report->products},
                       {"train_sessions", report->train_sessions},
                       {"train_events", report->train_events},
                       {"robot_sessions", report->robot_sessions},
                       {"test_sessions", report->test_sessions},
                       {"test_pairs", report->test_pairs}});
  return kSuccess;
}

}  // namespace

void add_sample_shop_command(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand("sample-shop", "Make up a lifelike shop for demos and tests");
  auto flags = std::make_shared<Flags>();
  command->add_option("--out", flags->out, "Directory for the files; made when it is not there")->required();
  command->add_option("--products", flags->options.products, "Number of products")
      ->check(CLI::Range(sample_shop::kMinProducts, sample_shop::kMaxProducts))
      ->capture_default_str();
  command->add_option("--sessions", flags->options.sessions, "Number of sessions, those of the test included")
      ->check(CLI::Range(sample_shop::kMinSessions, sample_shop::kMaxSessions))
      ->capture_default_str();
  command->add_option("--seed", flags->options.seed, "Another seed, another shop")->capture_default_str();
  command->add_flag("--no-pictures", flags->no_pictures, "Leave the pictures of the products out");
  command->add_flag("--json", flags->json, "Report as JSON");
  command->callback([flags, &run] { run = [flags] { return make_shop(*flags); }; });
}

}  // namespace nearshelf::cli
