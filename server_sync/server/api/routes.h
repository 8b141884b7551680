// The routes of docs/how-sync-works.md, by subject. The backend outlives them.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_ROUTES_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_ROUTES_H_

#include <vector>

#include "server_sync/server/api/backend.h"
#include "server_sync/server/http/router.h"

namespace nearshelf::server {

std::vector<Route> event_routes(const Backend& backend);     // POST /v1/events
std::vector<Route> rights_routes(const Backend& backend);    // POST /v1/erase, /v1/export; GET /v1/keys
std::vector<Route> model_routes(const Backend& backend);     // /v1/models
std::vector<Route> operator_routes(const Backend& backend);  // stats, health, metrics
std::vector<Route> page_routes();                            // /admin, /v1/openapi.json

std::vector<Route> all_routes(const Backend& backend);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_ROUTES_H_
