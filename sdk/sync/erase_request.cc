#include "sdk/sync/erase_request.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "sdk/base/hex.h"
#include "sdk/sync/limits.h"

namespace nearshelf::sync {

std::string erase_body(const store::EraseRequest& request) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  writer.Key("request_id");
  writer.String(request.request_id.data(), static_cast<rapidjson::SizeType>(request.request_id.size()));
  writer.Key("scope");
  writer.String(request.scope == store::EraseScope::kAll ? "all" : "model_improvement");
  writer.Key("pseudonyms");
  writer.StartArray();
  for (const store::PseudonymBytes& pseudonym : request.pseudonyms) {
    const std::string hex = to_hex(pseudonym);
    writer.String(hex.data(), static_cast<rapidjson::SizeType>(hex.size()));
  }
  writer.EndArray();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

bool is_receipt(std::string_view body, std::string_view request_id) {
  if (body.size() > kMaxReceiptBytes) return false;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(), body.size());
  if (document.HasParseError() || !document.IsObject()) return false;
  const auto id = document.FindMember("request_id");
  return id != document.MemberEnd() && id->value.IsString() &&
         std::string_view(id->value.GetString(), id->value.GetStringLength()) == request_id;
}

}  // namespace nearshelf::sync
