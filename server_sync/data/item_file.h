// Attributes of items from a table.
#ifndef NEARSHELF_SERVER_SYNC_DATA_ITEM_FILE_H_
#define NEARSHELF_SERVER_SYNC_DATA_ITEM_FILE_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/data/dataset.h"

namespace nearshelf::data {

struct ItemFileReport {
  std::string source;
  std::vector<std::string> columns;  // attributes found, for example "category"; other columns are ignored
  uint64_t rows = 0;
  uint64_t matched = 0;         // items of the data set that got attributes
  uint64_t without_clicks = 0;  // rows whose item is not in the data set
  uint64_t repeated = 0;        // rows of an item that had one before: the last counts
  uint64_t bad_prices = 0;      // price is not a number: taken as unknown
  std::string first_bad_price;  // file:line and text
};

// Fills dataset.attributes from a TSV or CSV (gzip or not) with a header; the item column is found by the usual names,
// and category (cat), brand, price, title (name), url (link) and image by theirs. Errors, with file:line, and then
// `dataset` is unchanged: those of CsvReader; kInvalidArgument for a missing item column or text that is not UTF-8.
Result<ItemFileReport> read_items(const std::string& path, SessionDataset& dataset);

std::string to_text(const ItemFileReport& report);
nlohmann::json to_json(const ItemFileReport& report);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_ITEM_FILE_H_
