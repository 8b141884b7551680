// Where a task's request goes.
#ifndef NEARSHELF_SDK_CURL_SERVER_URL_H_
#define NEARSHELF_SDK_CURL_SERVER_URL_H_

#include <string>
#include <string_view>

namespace nearshelf::curl {

// Whether the address begins with https://, or with http:// where that is allowed.
bool is_allowed_url(std::string_view url, bool allow_http);

// What is wrong with the address of a server; empty when it is fine.
std::string server_url_fault(std::string_view url, bool allow_http);

// `path` is one below the server, or an absolute address.
std::string join_url(std::string_view server_url, std::string_view path);

}  // namespace nearshelf::curl

#endif  // NEARSHELF_SDK_CURL_SERVER_URL_H_
