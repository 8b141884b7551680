// Rows of the exports' layouts.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_EXPORT_ROWS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_EXPORT_ROWS_H_

#include <string>
#include <string_view>

#include "server_sync/server/exports/session_export.h"

namespace nearshelf::server {

// With the line end.
std::string export_header(ExportLayout layout);
// Empty when the layout has no place for the event.
std::string export_row(ExportLayout layout, const StoredEvent& event);

// 16 hex digits: the same for all events of a session, and nothing that leads back to the pseudonym.
std::string export_session_id(const StoredEvent& event);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_EXPORTS_EXPORT_ROWS_H_
