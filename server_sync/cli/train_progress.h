// The trainer's progress as text.
#ifndef NEARSHELF_SERVER_SYNC_CLI_TRAIN_PROGRESS_H_
#define NEARSHELF_SERVER_SYNC_CLI_TRAIN_PROGRESS_H_

#include <string>

#include "server_sync/cli/progress_line.h"
#include "server_sync/trainer/progress.h"

namespace nearshelf::cli {

// Share of the epoch that is done.
double epoch_share(const trainer::Progress& progress);
// "epoch 2/10, loss 6.1234, 81,000 events/s, 3m 05s left".
std::string progress_text(const trainer::Progress& progress);
// "epoch 2/10: loss 6.1234, validation P@20 48.10, MRR@20 16.20", for the end of a training epoch.
std::string epoch_text(const trainer::Progress& progress);

void show(const trainer::Progress& progress, ProgressLine& line);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_TRAIN_PROGRESS_H_
