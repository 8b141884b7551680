#include "server_sync/admin/admin_page.h"

namespace nearshelf::admin {

const File* find_file(std::string_view path) {
  if (path == "/admin/") path = "/admin";
  for (const File& file : files()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

}  // namespace nearshelf::admin
