#include "sdk/sync/url.h"

#include <algorithm>
#include <vector>

namespace nearshelf::sync {
namespace {

constexpr size_t kMaxUrlBytes = 2048;
constexpr std::string_view kPlace = "url";

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

struct Url {
  std::string_view origin;  // "https://host:1", empty for a path
  std::string_view path;    // with what follows it
};

// The text has been checked by check_text().
Url split(std::string_view text) {
  const size_t scheme = text.find("://");
  if (scheme == std::string_view::npos || text.find_first_of("/?") < scheme) return {{}, text};
  const size_t end = std::min(text.find_first_of("/?", scheme + 3), text.size());
  return {text.substr(0, end), text.substr(end)};
}

Status check_text(std::string_view text) {
  if (text.empty() || text.size() > kMaxUrlBytes) return invalid_argument("not 1 to 2048 bytes", kPlace);
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}#").find(c) == std::string_view::npos;
  });
  return plain ? ok_status() : invalid_argument("has characters that an address cannot have, or a fragment", kPlace);
}

Status check_scheme(std::string_view reference) {
  const size_t colon = reference.find(':');
  // A colon behind the first slash or in the query belongs to those.
  if (colon == std::string_view::npos || reference.find_first_of("/?") < colon) return ok_status();
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!starts_with(reference, scheme)) continue;
    const std::string_view host = reference.substr(scheme.size());
    if (host.empty() || host.front() == '/' || host.front() == '?') return invalid_argument("has no host", kPlace);
    if (host.substr(0, host.find_first_of("/?")).find('@') != std::string_view::npos) {
      return invalid_argument("has a user name", kPlace);
    }
    return ok_status();
  }
  return invalid_argument("has a scheme that is neither http nor https", kPlace);
}

std::string without_dots(std::string_view path) {
  const std::string_view query = path.substr(std::min(path.find('?'), path.size()));
  path.remove_suffix(query.size());
  std::vector<std::string_view> segments;
  bool directory = true;  // does it end with a "/"?
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    directory = segment.empty() || segment == "." || segment == "..";
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (!directory) segments.push_back(segment);
    begin = end + 1;
  }
  std::string result;
  for (const std::string_view segment : segments) result.append("/").append(segment);
  if (directory) result += '/';
  return result.append(query);
}

}  // namespace

Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
  NEARSHELF_RETURN_IF_ERROR(check_text(reference));
  NEARSHELF_RETURN_IF_ERROR(check_scheme(reference));
  if (starts_with(reference, "//")) return invalid_argument("has a host without a scheme", kPlace);
  const Url from = split(base);
  const Url to = split(reference);
  if (!to.origin.empty()) {
    if (starts_with(base, "https://") && !starts_with(reference, "https://")) {
      return invalid_argument("leads from https to http", kPlace);
    }
    return std::string(to.origin) + without_dots(to.path);
  }
  std::string path(reference);
  if (reference.front() != '/') {
    const std::string_view directory = from.path.substr(0, from.path.substr(0, from.path.find('?')).rfind('/') + 1);
    path = std::string(directory) + path;
  }
  return std::string(from.origin) + without_dots(path);
}

}  // namespace nearshelf::sync
