// How hosts are told which headers to send: one table of rules, written in the language of each host.
#ifndef NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_HOST_HEADERS_H_
#define NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_HOST_HEADERS_H_

#include <string>
#include <string_view>
#include <vector>

namespace nearshelf::site {

struct HostFile {
  std::string path;  // in the published directory
  std::string text;
};

// _headers (Netlify, Cloudflare Pages), vercel.json, firebase.json and nginx.conf. `base_path` is the path that the
// directory is served under, with a slash at both ends.
std::vector<HostFile> host_files(std::string_view base_path);

}  // namespace nearshelf::site

#endif  // NEARSHELF_SERVER_SYNC_PUBLISHER_SITE_HOST_HEADERS_H_
