#include "server_sync/cli/train_progress.h"

#include "server_sync/cli/metrics_text.h"
#include "server_sync/data/number_text.h"

namespace nearshelf::cli {
namespace {

std::string epoch_name(const trainer::Progress& progress) {
  return (progress.phase == trainer::Phase::kTraining ? "epoch " : "fine-tuning ") + std::to_string(progress.epoch) +
         "/" + std::to_string(progress.epochs);
}

}  // namespace

double epoch_share(const trainer::Progress& progress) {
  if (progress.events_per_epoch == 0) return 0;
  return static_cast<double>(progress.events) / static_cast<double>(progress.events_per_epoch);
}

std::string progress_text(const trainer::Progress& progress) {
  return epoch_name(progress) + ", loss " + decimal(progress.loss, 4) + ", " +
         data::grouped(static_cast<uint64_t>(progress.events_per_second)) + " events/s, " +
         duration_text(progress.seconds_left) + " left";
}

std::string epoch_text(const trainer::Progress& progress) {
  std::string text = epoch_name(progress) + ": loss " + decimal(progress.loss, 4);
  if (progress.validation) {
    text += ", validation P@20 " + decimal(progress.validation->hit_rate * 100, 2) + ", MRR@20 " +
            decimal(progress.validation->mrr * 100, 2);
  }
  return text;
}

void show(const trainer::Progress& progress, ProgressLine& line) {
  if (progress.validation) {
    line.note(epoch_text(progress));
  } else {
    line.update(epoch_share(progress), progress_text(progress));
  }
}

}  // namespace nearshelf::cli
