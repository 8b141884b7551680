// The keys as the table of docs/operations.md.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_CONFIG_KEYS_DOC_H_
#define NEARSHELF_SERVER_SYNC_SERVER_CONFIG_KEYS_DOC_H_

#include <string>

namespace nearshelf::server {

// Markdown, one row a key.
std::string keys_table();

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_CONFIG_KEYS_DOC_H_
