// The operator page as the server serves it: the files of server_sync/admin/dist, embedded where they were built before
// the server was.
#ifndef NEARSHELF_SERVER_SYNC_ADMIN_ADMIN_PAGE_H_
#define NEARSHELF_SERVER_SYNC_ADMIN_ADMIN_PAGE_H_

#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace nearshelf::admin {

struct File {
  std::string_view path;  // "/admin", "/admin/admin.js"
  std::string_view content_type;
  std::string_view etag;  // with its quotes
  std::string_view body;
};

// Empty when the page was not built.
std::span<const File> files();

// The file for the path of a request ("/admin/" is "/admin"), or null.
const File* find_file(std::string_view path);

// To be answered, with 404, for /admin by a server without the page.
inline constexpr std::string_view kNotBuilt =
    "this server was built without the operator page: run 'npm ci' and 'npm run build -w server_sync/admin', then "
    "build "
    "the server again";

// To be sent with every file. The page runs its own script and talks to its own server, and nothing else.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-cache"},
}};

}  // namespace nearshelf::admin

#endif  // NEARSHELF_SERVER_SYNC_ADMIN_ADMIN_PAGE_H_
