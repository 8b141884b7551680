#include "server_sync/protocol/rights.h"

#include <nlohmann/json.hpp>

#include "server_sync/protocol/canonical_json.h"
#include "server_sync/protocol/checks.h"
#include "server_sync/protocol/hex.h"
#include "server_sync/protocol/json_fields.h"
#include "server_sync/protocol/json_parser.h"
#include "server_sync/protocol/limits.h"

namespace nearshelf::protocol {

using Json = nlohmann::json;

namespace {

Result<Json> parse_body(std::string_view body) {
  if (body.size() > kMaxBodyBytes) {
    return Status(Code::kLimit, "a request has at most " + std::to_string(kMaxBodyBytes) + " bytes", "body");
  }
  return parse_json(body, kMaxJsonDepth);
}

Status read_pseudonyms(const Json& list, std::vector<Bytes32>* pseudonyms) {
  if (list.empty()) return invalid_argument("at least one is needed", "pseudonyms");
  NEARSHELF_RETURN_IF_ERROR(check_count(list.size(), kMaxListedPseudonyms, "pseudonyms"));
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string place = "pseudonyms[" + std::to_string(i) + "]";
    NEARSHELF_RETURN_IF_ERROR(read_bytes32(list[i], place, &pseudonyms->emplace_back()));
  }
  return ok_status();
}

Json list_of(const std::vector<Bytes32>& pseudonyms) {
  Json list = Json::array();
  for (const Bytes32& pseudonym : pseudonyms) list.push_back(to_hex(pseudonym));
  return list;
}

}  // namespace

Result<EraseBody> decode_erase(std::string_view body) {
  NEARSHELF_ASSIGN_OR_RETURN(const Json json, parse_body(body));
  EraseBody decoded;
  std::string scope;
  JsonFields fields(json, "");
  fields.read("request_id", &decoded.request_id, true);
  fields.read("scope", &scope, true);
  const Json* pseudonyms = fields.read_array("pseudonyms", true);
  if (scope != "all" && scope != "model_improvement") fields.fail("scope", "neither all nor model_improvement");
  NEARSHELF_RETURN_IF_ERROR(fields.finish());
  NEARSHELF_RETURN_IF_ERROR(check_id(decoded.request_id, kMaxRequestIdBytes, "request_id"));
  decoded.everything = scope == "all";
  NEARSHELF_RETURN_IF_ERROR(read_pseudonyms(*pseudonyms, &decoded.pseudonyms));
  return decoded;
}

Result<ExportBody> decode_export(std::string_view body) {
  NEARSHELF_ASSIGN_OR_RETURN(const Json json, parse_body(body));
  ExportBody decoded;
  JsonFields fields(json, "");
  const Json* pseudonyms = fields.read_array("pseudonyms", true);
  NEARSHELF_RETURN_IF_ERROR(fields.finish());
  NEARSHELF_RETURN_IF_ERROR(read_pseudonyms(*pseudonyms, &decoded.pseudonyms));
  return decoded;
}

std::string encode_erase(const EraseBody& body) {
  return canonical_json({{"request_id", body.request_id},
                         {"scope", body.everything ? "all" : "model_improvement"},
                         {"pseudonyms", list_of(body.pseudonyms)}});
}

std::string encode_export(const ExportBody& body) { return canonical_json({{"pseudonyms", list_of(body.pseudonyms)}}); }

}  // namespace nearshelf::protocol
