#include "server_sync/publisher/site/host_headers.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace nearshelf::site {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kCacheControl = "Cache-Control";
constexpr const char* kForEver = "public, max-age=31536000, immutable";
// A device looks again after a minute; a CDN whose origin is down goes on for a day.
constexpr const char* kForAMinute = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400";

struct Rule {
  std::string path;   // below the base
  bool is_directory;  // everything below it
  const char* caching;
};

const std::vector<Rule>& rules() {
  static const std::vector<Rule> kRules = {
      {"models/", true, kForEver}, {"pkg/", true, kForEver}, {"manifest.json", false, kForAMinute}};
  return kRules;
}

// The files hold nothing of a shopper: any page may read them, also one that is cross-origin isolated.
const std::vector<std::pair<const char*, const char*>>& open_to_all() {
  static const std::vector<std::pair<const char*, const char*>> kHeaders = {
      {"Access-Control-Allow-Origin", "*"},
      {"Cross-Origin-Resource-Policy", "cross-origin"},
      {"X-Content-Type-Options", "nosniff"}};
  return kHeaders;
}

// Netlify and Cloudflare Pages know application/wasm by themselves.
std::string underscore_headers(const std::string& base) {
  std::string text = "# Netlify and Cloudflare Pages. Written by nearshelf publish.\n";
  for (const Rule& rule : rules()) {
    text += base + rule.path + (rule.is_directory ? "*" : "") + "\n";
    text += std::string("  ") + kCacheControl + ": " + rule.caching + "\n";
    for (const auto& [name, value] : open_to_all()) text += std::string("  ") + name + ": " + value + "\n";
  }
  return text;
}

// Vercel and Firebase differ in how they spell "everything below" only.
Json header_rules(const std::string& base, const char* everything) {
  Json all = Json::array();
  for (const Rule& rule : rules()) {
    Json headers = Json::array({{{"key", kCacheControl}, {"value", rule.caching}}});
    for (const auto& [name, value] : open_to_all()) headers.push_back({{"key", name}, {"value", value}});
    all.push_back({{"source", base + rule.path + (rule.is_directory ? everything : "")}, {"headers", headers}});
  }
  return all;
}

std::string vercel(const std::string& base) {
  return Json({{"$schema", "https://openapi.vercel.sh/vercel.json"}, {"headers", header_rules(base, "(.*)")}}).dump(2) +
         "\n";
}

std::string firebase(const std::string& base) {
  return Json({{"hosting",
                {{"public", "."},
                 {"ignore", {"firebase.json", "vercel.json", "nginx.conf", "_headers", "**/.*"}},
                 {"headers", header_rules(base, "**")}}}})
             .dump(2) +
         "\n";
}

std::string nginx_location(const std::string& base, const Rule& rule) {
  std::string text = "location " + std::string(rule.is_directory ? "" : "= ") + base + rule.path + " {\n";
  if (rule.is_directory) {
    text +=
        "    gzip_static on;\n"
        "    gzip_vary on;\n"
        "    # brotli_static on;  # needs the module ngx_brotli (Debian: libnginx-mod-http-brotli-static)\n"
        "    types {\n"
        "        application/wasm wasm;\n"
        "        text/javascript js mjs;\n"
        "        application/json json map;\n"
        "        text/css css;\n"
        "    }\n"
        "    default_type application/octet-stream;\n";
  } else {
    text += "    types { }\n    default_type application/json;\n";
  }
  // Only good answers get this one: a file that is missing now may be there in a minute.
  text += std::string("    add_header ") + kCacheControl + " \"" + rule.caching + "\";\n";
  for (const auto& [name, value] : open_to_all()) {
    text += std::string("    add_header ") + name + " \"" + value + "\" always;\n";
  }
  return text + "}\n";
}

std::string nginx(const std::string& base) {
  std::string text =
      "# Written by nearshelf publish. Inside a server block whose root leads to this directory:\n"
      "#     server { listen 443 ssl; root /srv/shelf; include /srv/shelf/nginx.conf; }\n"
      "# The .gz files are sent to whoever takes them; brotli_static does the same with the .br files.\n";
  for (const Rule& rule : rules()) text += nginx_location(base, rule);
  for (const char* name : {"nginx.conf", "_headers", "vercel.json", "firebase.json", ".nearshelf-site.json"}) {
    text += "location = " + base + name + " { return 404; }\n";
  }
  return text;
}

}  // namespace

std::vector<HostFile> host_files(std::string_view base_path) {
  const std::string base(base_path);
  return {{"_headers", underscore_headers(base)},
          {"firebase.json", firebase(base)},
          {"nginx.conf", nginx(base)},
          {"vercel.json", vercel(base)}};
}

}  // namespace nearshelf::site
