// Where the published directory is served from.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_BASE_URL_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_BASE_URL_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::site {

struct BaseUrl {
  std::string text;        // "https://cdn.example.com/shelf/"; empty: addresses in the manifest are relative to it
  std::string path = "/";  // "/shelf/"
};

// "", "https://...", "http://..." or "/...", without query and fragment; a slash at the end is added.
// Errors: kInvalidArgument.
Result<BaseUrl> parse_base_url(std::string_view text);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_BASE_URL_H_
