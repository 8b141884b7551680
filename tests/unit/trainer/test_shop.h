// A small shop whose sessions can be learned, and the options of a run on it that takes milliseconds.
#ifndef NEARSHELF_TESTS_UNIT_TRAINER_TEST_SHOP_H_
#define NEARSHELF_TESTS_UNIT_TRAINER_TEST_SHOP_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server_sync/data/dataset.h"
#include "server_sync/trainer/options.h"

namespace nearshelf::trainer {

data::SessionDataset make_dataset(size_t items, const std::vector<std::vector<uint32_t>>& sessions);

// After item i mostly comes i + 1, now and then any item; 2 to 7 clicks a session.
data::SessionDataset test_shop(size_t items, size_t sessions, uint64_t seed = 1);

// dim 32, hidden 16, two epochs, one thread.
TrainOptions small_options();

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_TESTS_UNIT_TRAINER_TEST_SHOP_H_
