#include "server_sync/server/http/header_values.h"

#include <algorithm>
#include <cstdlib>

namespace nearshelf::server {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Calls use(element) for each trimmed element of a comma-separated list.
template <typename Use>
void for_each_element(std::string_view list, const Use& use) {
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    if (const std::string_view element = trim(list.substr(0, comma)); !element.empty()) use(element);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

// The weight of "gzip;q=0.5" in thousandths; 1000 without one, 0 when it cannot be read.
int weight_of(std::string_view parameters) {
  const std::string text = lower_case(trim(parameters));
  if (text.empty()) return 1000;
  if (text.rfind("q=", 0) != 0 || text.size() > 7) return 0;
  char* end = nullptr;
  const double weight = std::strtod(text.c_str() + 2, &end);
  if (*end != 0 || !(weight >= 0 && weight <= 1)) return 0;
  return static_cast<int>(weight * 1000);
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string_view coding_name(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kGzip: return "gzip";
    case ContentCoding::kBrotli: return "br";
    case ContentCoding::kIdentity: break;
  }
  return "";
}

std::optional<ContentCoding> parse_content_coding(std::string_view value) {
  const std::string name = lower_case(trim(value));
  if (name.empty() || name == "identity") return ContentCoding::kIdentity;
  if (name == "gzip" || name == "x-gzip") return ContentCoding::kGzip;
  if (name == "br") return ContentCoding::kBrotli;
  return std::nullopt;
}

ContentCoding choose_coding(std::string_view accept_encoding) {
  int gzip = -1;
  int brotli = -1;
  int others = 0;  // "*": what is not named
  for_each_element(accept_encoding, [&](std::string_view element) {
    const size_t mark = std::min(element.find(';'), element.size());
    const std::string name = lower_case(trim(element.substr(0, mark)));
    const int weight = weight_of(element.substr(std::min(mark + 1, element.size())));
    if (name == "gzip" || name == "x-gzip") gzip = weight;
    if (name == "br") brotli = weight;
    if (name == "*") others = weight;
  });
  if (gzip < 0) gzip = others;
  if (brotli < 0) brotli = others;
  if (brotli > 0 && brotli >= gzip) return ContentCoding::kBrotli;
  return gzip > 0 ? ContentCoding::kGzip : ContentCoding::kIdentity;
}

std::string media_type(std::string_view content_type) {
  return lower_case(trim(content_type.substr(0, content_type.find(';'))));
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (lower_case(authorization.substr(0, kScheme.size())) != kScheme) return {};
  return trim(authorization.substr(kScheme.size()));
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  bool found = false;
  for_each_element(if_none_match, [&](std::string_view element) {
    if (element.substr(0, 2) == "W/") element.remove_prefix(2);
    found = found || element == "*" || element == etag;
  });
  return found;
}

}  // namespace nearshelf::server
