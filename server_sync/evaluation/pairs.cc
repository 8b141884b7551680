#include "server_sync/evaluation/pairs.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "server_sync/data/byte_source.h"
#include "server_sync/data/line_reader.h"

namespace nearshelf::evaluation {
namespace {

// Takes the next blank-separated word off `text`; empty when there is none.
std::string_view next_word(std::string_view& text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    text = {};
    return {};
  }
  const size_t end = std::min(text.find(' ', begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

Status add_pair(std::string_view line, const model::Catalog& catalog, TestPairs& pairs) {
  const size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return invalid_argument("expected a prefix, a tab and the item clicked next");
  std::string_view prefix = line.substr(0, tab);
  std::string_view rest = line.substr(tab + 1);
  size_t words = 0;
  for (std::string_view id = next_word(prefix); !id.empty(); id = next_word(prefix), ++words) {
    if (const std::optional<uint32_t> item = catalog.find(id)) {
      pairs.items.push_back(*item);
    } else {
      ++pairs.unknown_prefix_items;
    }
  }
  if (words == 0) return invalid_argument("the prefix before the tab is empty");
  const std::string_view label = next_word(rest);
  if (label.empty()) return invalid_argument("the item after the tab is missing");
  if (!next_word(rest).empty() || label.find('\t') != std::string_view::npos) {
    return invalid_argument("there is more than one item after the tab");
  }
  pairs.offsets.push_back(pairs.items.size());
  pairs.labels.push_back(catalog.find(label));
  return ok_status();
}

}  // namespace

Result<TestPairs> read_pairs(const std::string& path, const model::Catalog& catalog) {
  NEARSHELF_ASSIGN_OR_RETURN(std::unique_ptr<data::ByteSource> source, data::ByteSource::open(path));
  data::LineReader reader(std::move(source));
  TestPairs pairs;
  std::string_view line;
  while (reader.next(line)) {
    const Status added = add_pair(line, catalog, pairs);
    if (!added.ok()) return added.at(reader.place());
  }
  NEARSHELF_RETURN_IF_ERROR(reader.status());
  if (pairs.size() == 0) return invalid_argument("there is no test pair in it", reader.name());
  return pairs;
}

}  // namespace nearshelf::evaluation
