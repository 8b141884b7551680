#include "sdk/sync/erase_request.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "sdk/sync/limits.h"

namespace nearshelf::sync {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string hex_of(const store::PseudonymBytes& bytes) {
  std::string hex;
  for (const uint8_t byte : bytes) {
    hex += kHexDigits[byte >> 4];
    hex += kHexDigits[byte & 15];
  }
  return hex;
}

}  // namespace

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
    const std::string hex = hex_of(pseudonym);
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
