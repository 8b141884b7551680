#include "server_sync/server/api/routes.h"

#include <iterator>

namespace nearshelf::server {

std::vector<Route> all_routes(const Backend& backend) {
  std::vector<Route> all;
  for (std::vector<Route>& some :
       std::vector<std::vector<Route>>{event_routes(backend), rights_routes(backend), model_routes(backend),
                                       operator_routes(backend), page_routes()}) {
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace nearshelf::server
