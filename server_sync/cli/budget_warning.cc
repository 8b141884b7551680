#include "server_sync/cli/budget_warning.h"

#include <algorithm>

#include "server_sync/publisher/format_text.h"

namespace nearshelf::cli {

std::optional<std::string> network_left_out(const publisher::ArtifactReport& report) {
  const auto network = std::find_if(report.dropped.begin(), report.dropped.end(),
                                    [](const publisher::PartSize& part) { return part.part == "embeddings and gru"; });
  if (network == report.dropped.end() || !report.max_bytes) return std::nullopt;
  // Beside the parts that did fit; with fewer past sessions a little less would do.
  const size_t enough = report.file_bytes + network->bytes;
  return "the session model, " + publisher::with_commas(network->bytes) + " bytes, does not fit into --max-size " +
         std::to_string(*report.max_bytes) + " and is left out of the file. --max-size " + std::to_string(enough) +
         ", or a smaller --dim and --hidden-size, would make it fit; --no-gru saves its training";
}

}  // namespace nearshelf::cli
