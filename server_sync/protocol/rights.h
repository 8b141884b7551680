// Bodies of POST /v1/erase and POST /v1/export.
#ifndef NEARSHELF_SERVER_SYNC_PROTOCOL_RIGHTS_H_
#define NEARSHELF_SERVER_SYNC_PROTOCOL_RIGHTS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/status.h"
#include "server_sync/protocol/batch.h"

namespace nearshelf::protocol {

struct EraseBody {
  std::string request_id;           // 1 to 64 of A-Z a-z 0-9 . _ : -
  bool everything = true;           // scope "all"; otherwise "model_improvement"
  std::vector<Bytes32> pseudonyms;  // 1 to kMaxListedPseudonyms, as the device knows them
};

struct ExportBody {
  std::vector<Bytes32> pseudonyms;
};

// Errors as decode_batch().
Result<EraseBody> decode_erase(std::string_view json);
Result<ExportBody> decode_export(std::string_view json);
std::string encode_erase(const EraseBody& body);
std::string encode_export(const ExportBody& body);

}  // namespace nearshelf::protocol

#endif  // NEARSHELF_SERVER_SYNC_PROTOCOL_RIGHTS_H_
