// Metrics as a table for people.
#ifndef NEARSHELF_SERVER_SYNC_CLI_METRICS_TEXT_H_
#define NEARSHELF_SERVER_SYNC_CLI_METRICS_TEXT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/evaluation/metrics.h"

namespace nearshelf::cli {

// A fixed number of decimals, independent of the locale: (3.14159, 2) -> "3.14".
std::string decimal(double number, int places);

// A header line and one line for each named row, in percent.
std::string metrics_table(uint32_t k, const std::vector<std::pair<std::string, evaluation::Metrics>>& rows);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_METRICS_TEXT_H_
