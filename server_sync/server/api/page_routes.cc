#include "server_sync/admin/admin_page.h"
#include "server_sync/protocol/openapi.h"
#include "server_sync/server/api/routes.h"
#include "server_sync/server/http/header_values.h"
#include "server_sync/server/http/problem.h"

namespace nearshelf::server {
namespace {

Response admin_file(const Request& request, const admin::File& file) {
  Response response;
  for (const auto& [name, value] : admin::kHeaders) {
    if (name != "X-Content-Type-Options") response.headers.emplace_back(name, value);  // every answer has it
  }
  response.headers.emplace_back("ETag", file.etag);
  if (etag_matches(request.head.header("if-none-match"), file.etag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", file.content_type);
  response.body = file.body;
  response.compress = true;
  return response;
}

Route page(std::string_view pattern) {
  Route route;
  route.method = "GET";
  route.pattern = pattern;
  return route;
}

}  // namespace

std::vector<Route> page_routes() {
  std::vector<Route> routes;
  for (const admin::File& file : admin::files()) {
    routes.push_back(page(file.path));
    routes.back().handle = [&file](const Request& request, const Respond& respond) {
      respond(admin_file(request, file));
    };
  }
  if (admin::files().empty()) {
    routes.push_back(page("/admin"));
    routes.back().handle = [](const Request&, const Respond& respond) {
      respond(problem(404, "NOT_FOUND", admin::kNotBuilt));
    };
  }
  routes.push_back(page("/v1/openapi.json"));
  routes.back().cross_origin = true;
  routes.back().handle = [](const Request&, const Respond& respond) {
    Response response = json_response(200, std::string(protocol::openapi_json()));
    response.headers.back().second = "public, max-age=3600";
    response.compress = true;
    respond(std::move(response));
  };
  return routes;
}

}  // namespace nearshelf::server
