// The body of POST /v1/erase, and what counts as its acknowledgement.
#ifndef NEARSHELF_SDK_SYNC_ERASE_REQUEST_H_
#define NEARSHELF_SDK_SYNC_ERASE_REQUEST_H_

#include <string>
#include <string_view>

#include "sdk/store/erase_table.h"

namespace nearshelf::sync {

// {"request_id", "scope", "pseudonyms": [64 hex digits, ...]}
std::string erase_body(const store::EraseRequest& request);

// Whether the body of a 2xx is a receipt for this request: a JSON object that names it. A page that something between
// device and server answers with is none, and must not end an erasure.
bool is_receipt(std::string_view body, std::string_view request_id);

}  // namespace nearshelf::sync

#endif  // NEARSHELF_SDK_SYNC_ERASE_REQUEST_H_
