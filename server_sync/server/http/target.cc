#include "server_sync/server/http/target.h"

#include <algorithm>

namespace nearshelf::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    decoded += c;
  }
  return decoded;
}

bool parse_path(std::string_view text, std::vector<std::string>& segments) {
  if (text.size() > 1 && text.back() == '/' && text[text.size() - 2] != '/') text.remove_suffix(1);
  if (text == "/") return true;
  while (!text.empty()) {
    text.remove_prefix(1);  // the slash
    const size_t slash = std::min(text.find('/'), text.size());
    const std::optional<std::string> segment = decode(text.substr(0, slash), false);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
        segment->find('/') != std::string::npos) {
      return false;
    }
    segments.push_back(*segment);
    text.remove_prefix(slash);
  }
  return true;
}

bool parse_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& query) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('&'), text.size());
    const std::string_view part = text.substr(0, end);
    const size_t equals = std::min(part.find('='), part.size());
    const std::optional<std::string> name = decode(part.substr(0, equals), true);
    const std::optional<std::string> value = decode(part.substr(std::min(equals + 1, part.size())), true);
    if (!name || !value) return false;
    if (!part.empty()) query.emplace_back(*name, *value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.substr(0, scheme.size()) != scheme) continue;
    const size_t path = text.find('/', scheme.size());
    text = path == std::string_view::npos ? "/" : text.substr(path);
    break;
  }
  if (text.empty() || text.front() != '/' || text.find('#') != std::string_view::npos) return std::nullopt;
  Target target;
  const size_t mark = std::min(text.find('?'), text.size());
  if (!parse_path(text.substr(0, mark), target.segments)) return std::nullopt;
  if (!parse_query(text.substr(std::min(mark + 1, text.size())), target.query)) return std::nullopt;
  return target;
}

std::optional<std::string> query_value(const Target& target, std::string_view name) {
  std::optional<std::string> found;
  for (const auto& [key, value] : target.query) {
    if (key != name) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

}  // namespace nearshelf::server
