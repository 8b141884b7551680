#include "server_sync/cli/metrics_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace nearshelf::cli {
namespace {

constexpr size_t kColumnWidth = 10;

void add_cell(const std::string& cell, std::string& text) {
  text.append(cell.size() < kColumnWidth ? kColumnWidth - cell.size() : 1, ' ');
  text += cell;
}

}  // namespace

std::string decimal(double number, int places) {
  std::array<char, 400> text;  // the largest double has 309 digits
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, places);
  return std::string(text.data(), end);
}

std::string metrics_table(uint32_t k, const std::vector<std::pair<std::string, evaluation::Metrics>>& rows) {
  size_t width = 0;
  for (const auto& [name, metrics] : rows) width = std::max(width, name.size());
  const std::string at = "@" + std::to_string(k);
  std::string text = "  " + std::string(width, ' ');
  for (const char* title : {"P", "MRR", "NDCG"}) add_cell(title + at, text);
  text += '\n';
  for (const auto& [name, metrics] : rows) {
    text += "  " + name + std::string(width - name.size(), ' ');
    for (const double value : {metrics.hit_rate, metrics.mrr, metrics.ndcg}) add_cell(decimal(value, 2), text);
    text += '\n';
  }
  return text;
}

}  // namespace nearshelf::cli
