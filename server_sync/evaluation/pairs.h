// Test pairs: a prefix of a session and the item that was clicked next.
#ifndef NEARSHELF_SERVER_SYNC_EVALUATION_PAIRS_H_
#define NEARSHELF_SERVER_SYNC_EVALUATION_PAIRS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/catalog.h"

namespace nearshelf::evaluation {

struct TestPairs {
  // Dense items; the prefix of case c is items[offsets[c] .. offsets[c + 1]), oldest first. It may be empty: a shopper
  // of whom the model knows nothing.
  std::vector<uint32_t> items;
  std::vector<size_t> offsets = {0};
  std::vector<std::optional<uint32_t>> labels;  // empty: the model does not know the item, so no ranking finds it
  size_t unknown_prefix_items = 0;              // clicks that were left out

  size_t size() const { return labels.size(); }
  std::span<const uint32_t> prefix(size_t c) const {
    return std::span(items).subspan(offsets[c], offsets[c + 1] - offsets[c]);
  }
};

// Reads lines of `item item ...<TAB>label`, ids separated by blanks, plain or gzip; "-" is standard input.
// Errors: those of data::LineReader; kInvalidArgument with file:line for a line without a tab, without a prefix or
// without exactly one label, and for an input without a pair.
Result<TestPairs> read_pairs(const std::string& path, const model::Catalog& catalog);

}  // namespace nearshelf::evaluation

#endif  // NEARSHELF_SERVER_SYNC_EVALUATION_PAIRS_H_
