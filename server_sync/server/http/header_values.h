// What header values mean.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_HEADER_VALUES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_HEADER_VALUES_H_

#include <optional>
#include <string>
#include <string_view>

namespace nearshelf::server {

enum class ContentCoding { kIdentity, kGzip, kBrotli };

// "br", "gzip", "".
std::string_view coding_name(ContentCoding coding);

// Of Content-Encoding; empty for one that we do not know, or several.
std::optional<ContentCoding> parse_content_coding(std::string_view value);

// The coding that an answer is to have by Accept-Encoding: brotli before gzip where both are as welcome.
ContentCoding choose_coding(std::string_view accept_encoding);

// "application/json" of " Application/JSON; charset=utf-8"; parameters are passed over.
std::string media_type(std::string_view content_type);

// The token of "Bearer <token>"; empty for anything else.
std::string_view bearer_token(std::string_view authorization);

// WWW-Authenticate of a 401 that asks for such a token. RFC 6750 wants a parameter, and Foundation on Linux dies
// without.
inline constexpr const char* kBearerChallenge = "Bearer realm=\"nearshelf\"";

// True when If-None-Match names the tag, which is quoted, or is "*". Weak tags count as their strong form.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

// The address that a request came from, seen through proxies that are trusted: `trusted` tells for one address.
// X-Forwarded-For is read from its end, until an address that is not a trusted proxy.
template <typename Trusted>
std::string forwarded_address(const std::string& peer, std::string_view forwarded_for, const Trusted& trusted);

std::string_view trim(std::string_view text);
std::string lower_case(std::string_view text);

template <typename Trusted>
std::string forwarded_address(const std::string& peer, std::string_view forwarded_for, const Trusted& trusted) {
  std::string address = peer;
  while (trusted(address) && !forwarded_for.empty()) {
    const size_t comma = forwarded_for.rfind(',');
    const size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
    const std::string_view last = trim(forwarded_for.substr(begin));
    if (last.empty() || last.size() > 45) return address;
    address = last;
    forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return address;
}

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_HEADER_VALUES_H_
