// Addresses of requests: a path below the sync server's address, or an absolute one.
#ifndef NEARSHELF_SDK_SYNC_URL_H_
#define NEARSHELF_SDK_SYNC_URL_H_

#include <string>
#include <string_view>

#include "sdk/base/status.h"

namespace nearshelf::sync {

// What `reference` means beside `base` (RFC 3986, section 5): "https://cdn/a/manifest.json" and "b.nsm" give
// "https://cdn/a/b.nsm". A base is absolute or a path; so is what comes out, with a "/" in front and without "." and
// "..". A base may be empty: the server's address itself.
// Errors: kInvalidArgument for an empty or over-long reference, another scheme than http and https, characters that an
// address cannot have, a fragment, an http address beside an https one.
Result<std::string> resolve_url(std::string_view base, std::string_view reference);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_URL_H_
