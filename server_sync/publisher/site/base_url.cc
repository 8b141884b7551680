#include "server_sync/publisher/site/base_url.h"

#include <algorithm>

namespace nearshelf::site {

Result<BaseUrl> parse_base_url(std::string_view text) {
  if (text.empty()) return BaseUrl{};
  // It goes into configuration files of several syntaxes, so nothing that any of them could take for its own.
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:/@").find(static_cast<char>(c)) != std::string_view::npos;
  });
  size_t host = 0;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (text.starts_with(scheme)) host = scheme.size();
  }
  const size_t path = text.find('/', host);
  const bool has_place = host > 0 ? host < text.size() && path != host : path == 0 && !text.starts_with("//");
  const bool colon_in_path = path != std::string_view::npos && text.find(':', path) != std::string_view::npos;
  if (!plain || !has_place || colon_in_path) {
    return invalid_argument("must be like https://cdn.example.com/shelf/ or /shelf/, not \"" + std::string(text) +
                            "\"");
  }
  BaseUrl url{std::string(text), path == std::string_view::npos ? "/" : std::string(text.substr(path))};
  if (!url.text.ends_with('/')) url.text += '/';
  if (!url.path.ends_with('/')) url.path += '/';
  return url;
}

}  // namespace nearshelf::site
