// The validation part of a data set as test pairs.
#ifndef NEARSHELF_SERVER_SYNC_CLI_SESSION_PAIRS_H_
#define NEARSHELF_SERVER_SYNC_CLI_SESSION_PAIRS_H_

#include <cstddef>

#include "server_sync/data/dataset.h"
#include "server_sync/evaluation/pairs.h"

namespace nearshelf::cli {

// Every prefix of the sessions from `first` on with the click after it, thinned out evenly to at most `most`.
evaluation::TestPairs session_pairs(const data::SessionDataset& dataset, size_t first, size_t most);

// The sessions [begin, end) with the catalog of the whole.
data::SessionDataset session_range(const data::SessionDataset& dataset, size_t begin, size_t end);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_SESSION_PAIRS_H_
