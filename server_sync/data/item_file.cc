#include "server_sync/data/item_file.h"

#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "sdk/model/text.h"
#include "server_sync/data/byte_source.h"
#include "server_sync/data/columns.h"
#include "server_sync/data/csv_reader.h"
#include "server_sync/data/id_table.h"
#include "server_sync/data/layout.h"
#include "server_sync/data/line_reader.h"

namespace nearshelf::data {
namespace {

enum Attribute : size_t { kCategory, kBrand, kPrice, kTitle, kUrl, kImage, kAttributeCount };

constexpr std::array<std::string_view, 9> kItemNames = {"item", "itemid", "id",        "product", "productid",
                                                        "sku",  "skuid",  "articleid", "itemsku"};
constexpr std::array<std::string_view, 6> kCategoryNames = {"category",     "cat",        "categoryname",
                                                            "categorycode", "categoryid", "producttype"};
constexpr std::array<std::string_view, 4> kBrandNames = {"brand", "brandname", "brandid", "manufacturer"};
constexpr std::array<std::string_view, 4> kPriceNames = {"price", "saleprice", "listprice", "currentprice"};
constexpr std::array<std::string_view, 5> kTitleNames = {"title", "name", "productname", "producttitle", "itemname"};
constexpr std::array<std::string_view, 4> kUrlNames = {"url", "link", "producturl", "itemurl"};
constexpr std::array<std::string_view, 5> kImageNames = {"image", "imageurl", "imagelink", "img", "picture"};

struct AttributeNames {
  std::string_view name;
  std::span<const std::string_view> synonyms;
};
constexpr std::array<AttributeNames, kAttributeCount> kAttributes = {{{"category", kCategoryNames},
                                                                      {"brand", kBrandNames},
                                                                      {"price", kPriceNames},
                                                                      {"title", kTitleNames},
                                                                      {"url", kUrlNames},
                                                                      {"image", kImageNames}}};

struct ItemColumns {
  size_t item = 0;
  std::array<std::optional<size_t>, kAttributeCount> at;
};

Result<ItemColumns> find_item_columns(std::span<const std::string_view> header) {
  ItemColumns columns;
  const std::optional<size_t> item = find_column(header, kItemNames);
  if (!item) return invalid_argument("no column for the item among " + list_columns(header));
  columns.item = *item;
  for (size_t a = 0; a < kAttributeCount; ++a) columns.at[a] = find_column(header, kAttributes[a].synonyms);
  return columns;
}

std::optional<float> parse_price(std::string_view text) {
  float price = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), price, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(price) || price < 0)
    return std::nullopt;
  return price;
}

// The attributes of one row; a bad price is left unknown and noted in the report.
ItemAttributes row_attributes(const CsvReader& csv, const ItemColumns& columns, ItemFileReport& report) {
  const auto text = [&](Attribute a) { return columns.at[a] ? csv.fields()[*columns.at[a]] : std::string_view(); };
  ItemAttributes item;
  item.category = text(kCategory);
  item.brand = text(kBrand);
  item.title = text(kTitle);
  item.url = text(kUrl);
  item.image = text(kImage);
  const std::string_view price = text(kPrice);
  if (price.empty()) return item;
  if (const std::optional<float> value = parse_price(price)) {
    item.price = *value;
  } else if (report.bad_prices++ == 0) {
    report.first_bad_price = csv.place() + ": \"" + std::string(price.substr(0, 40)) + "\"";
  }
  return item;
}

Status check_text(const CsvReader& csv) {
  for (const std::string_view field : csv.fields()) {
    if (!model::is_valid_text(field))
      return invalid_argument("the text is not UTF-8; convert the file first (iconv)", csv.place());
  }
  return ok_status();
}

}  // namespace

Result<ItemFileReport> read_items(const std::string& path, SessionDataset& dataset) {
  NEARSHELF_ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, ByteSource::open(path));
  LineReader lines(std::move(source));
  std::string_view header;
  if (!lines.peek(header)) {
    NEARSHELF_RETURN_IF_ERROR(lines.status());
    return invalid_argument("the file is empty", lines.name());
  }
  CsvReader csv(lines, likely_delimiter(header));
  if (!csv.next()) return csv.status().ok() ? invalid_argument("the file has no header", lines.name()) : csv.status();
  NEARSHELF_RETURN_IF_ERROR(check_text(csv));
  Result<ItemColumns> columns = find_item_columns(csv.fields());
  if (!columns.ok()) return columns.status().at(csv.place());

  ItemFileReport report;
  report.source = lines.name();
  for (size_t a = 0; a < kAttributeCount; ++a) {
    if (columns->at[a]) report.columns.emplace_back(kAttributes[a].name);
  }
  IdTable known;
  for (const std::string& id : dataset.item_ids) known.add(id);
  std::vector<ItemAttributes> attributes(dataset.item_count());
  std::vector<bool> filled(dataset.item_count());
  while (csv.next()) {
    NEARSHELF_RETURN_IF_ERROR(check_text(csv));
    ++report.rows;
    const std::optional<uint32_t> item = known.find(csv.fields()[columns->item]);
    if (!item) {
      ++report.without_clicks;
      continue;
    }
    ++(filled[*item] ? report.repeated : report.matched);
    filled[*item] = true;
    attributes[*item] = row_attributes(csv, *columns, report);
  }
  NEARSHELF_RETURN_IF_ERROR(csv.status());
  dataset.attributes = std::move(attributes);
  return report;
}

std::string to_text(const ItemFileReport& report) {
  std::string text = report.source + " (items: ";
  for (size_t i = 0; i < report.columns.size(); ++i) text += (i > 0 ? ", " : "") + report.columns[i];
  text += ")\n  " + std::to_string(report.rows) + " rows, " + std::to_string(report.matched) +
          " items of the sessions described, " + std::to_string(report.without_clicks) +
          " rows for items without clicks";
  if (report.repeated > 0) text += ", " + std::to_string(report.repeated) + " repeated (the last counts)";
  text += "\n";
  if (report.bad_prices > 0) {
    text +=
        "  " + std::to_string(report.bad_prices) + " prices are not numbers, first " + report.first_bad_price + "\n";
  }
  return text;
}

nlohmann::json to_json(const ItemFileReport& report) {
  return {{"source", report.source},
          {"columns", report.columns},
          {"rows", report.rows},
          {"matched", report.matched},
          {"without_clicks", report.without_clicks},
          {"repeated", report.repeated},
          {"bad_prices", report.bad_prices},
          {"first_bad_price", report.first_bad_price}};
}

}  // namespace nearshelf::data
