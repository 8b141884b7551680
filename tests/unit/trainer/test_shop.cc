#include "tests/unit/trainer/test_shop.h"

#include <string>

#include "server_sync/trainer/random.h"

namespace nearshelf::trainer {

data::SessionDataset make_dataset(size_t items, const std::vector<std::vector<uint32_t>>& sessions) {
  data::SessionDataset data;
  for (size_t i = 0; i < items; ++i) data.item_ids.push_back(std::to_string(i));
  for (const std::vector<uint32_t>& session : sessions) {
    data.items.insert(data.items.end(), session.begin(), session.end());
    data.offsets.push_back(data.items.size());
  }
  return data;
}

data::SessionDataset test_shop(size_t items, size_t sessions, uint64_t seed) {
  Random random(seed, Random::Purpose::kInit);
  std::vector<std::vector<uint32_t>> all(sessions);
  for (std::vector<uint32_t>& session : all) {
    const size_t clicks = 2 + random.below(6);
    uint32_t item = random.below(static_cast<uint32_t>(items));
    for (size_t i = 0; i < clicks; ++i) {
      session.push_back(item);
      item = random.below(10) == 0 ? random.below(static_cast<uint32_t>(items))
                                   : static_cast<uint32_t>((item + 1) % items);
    }
  }
  return make_dataset(items, all);
}

TrainOptions small_options() {
  TrainOptions options;
  options.dim = 32;
  options.hidden_size = 16;
  options.negatives = 20;
  options.batch_size = 64;
  options.learning_rate = 0.01f;
  options.epochs = 2;
  options.validation_fraction = 0.1f;
  options.threads = 1;
  return options;
}

}  // namespace nearshelf::trainer
