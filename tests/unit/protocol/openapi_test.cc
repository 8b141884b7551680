// The description that the server serves says what the code does.
#include "server_sync/protocol/openapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

#include "server_sync/protocol/codec.h"
#include "server_sync/protocol/limits.h"
#include "server_sync/protocol/names.h"
#include "server_sync/protocol/problem.h"

namespace nearshelf::protocol {
namespace {

using Json = nlohmann::json;
using ::testing::Contains;

std::string read(const std::string& path) {
  std::ifstream in(std::string(NEARSHELF_SOURCE_DIR) + "/" + path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

const Json& document() {
  static const Json kDocument = Json::parse(openapi_json());
  return kDocument;
}

const Json& schema(const std::string& name) { return document().at("components").at("schemas").at(name); }
const Json& property(const std::string& name, const std::string& member) {
  return schema(name).at("properties").at(member);
}

TEST(OpenApi, IsTheFile) { EXPECT_EQ(openapi_json(), read("server_sync/protocol/openapi.json")); }

TEST(OpenApi, IsOfVersion31) { EXPECT_EQ(document().at("openapi"), "3.1.0"); }

// Every "`GET /path`" of the table in docs/how-sync-works.md, "<x>" read as "{x}".
std::set<std::string> documented_routes() {
  std::set<std::string> routes;
  const std::string page = read("docs/how-sync-works.md");
  const size_t begin = page.find("| route |");
  const std::string table = page.substr(begin, page.find("\n\n", begin) - begin);
  static const std::regex kRow("\\| (`[^|]*`) \\|");
  static const std::regex kRoute("`(?:(GET|POST|PUT) )?(/[^`?]*)`");
  for (std::sregex_iterator row(table.begin(), table.end(), kRow), end; row != end; ++row) {
    const std::string cell = (*row)[1];
    for (std::sregex_iterator it(cell.begin(), cell.end(), kRoute); it != end; ++it) {
      std::string path = std::regex_replace((*it)[2].str(), std::regex("<16 hex digits>"), "{name}");
      path = std::regex_replace(path, std::regex("<([a-z]+)>"), "{$1}");
      routes.insert(((*it)[1].length() ? (*it)[1].str() : "GET") + " " + path);
    }
  }
  return routes;
}

TEST(OpenApi, NamesEveryRouteOfTheDocumentationAndNoOther) {
  std::set<std::string> described;
  for (const auto& [path, item] : document().at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      std::string upper = method;
      for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      described.insert(upper + " " + path);
    }
  }
  EXPECT_GT(documented_routes().size(), 10u);
  EXPECT_EQ(described, documented_routes());
}

TEST(OpenApi, LimitsAreThoseOfTheCode) {
  EXPECT_EQ(property("Batch", "events").at("maxItems"), kMaxBatchEvents);
  EXPECT_EQ(property("Batch", "pseudonyms").at("maxItems"), kMaxPseudonyms);
  EXPECT_EQ(property("Batch", "receipts").at("maxItems"), kMaxReceipts);
  EXPECT_EQ(property("Batch", "sent_at_ms").at("maximum"), kMaxTimeMs);
  EXPECT_EQ(property("Batch", "sdk").at("maxLength"), kMaxSdkBytes);
  EXPECT_EQ(property("Batch", "model_id").at("maxLength"), kMaxModelIdBytes);
  EXPECT_EQ(property("Receipt", "policy_version").at("maxLength"), kMaxPolicyVersionBytes);
  EXPECT_EQ(property("Receipt", "decided_at_ms").at("maximum"), kMaxTimeMs);
  EXPECT_EQ(schema("Pseudonym").at("pattern"), "^[0-9A-Fa-f]{" + std::to_string(2 * kPseudonymBytes) + "}$");
  const std::string id_pattern = "^[A-Za-z0-9._:-]{1," + std::to_string(kMaxEventIdBytes) + "}$";
  EXPECT_EQ(property("Event", "id").at("pattern"), id_pattern);
  EXPECT_EQ(property("Event", "item_id").at("maxLength"), kMaxItemIdBytes);
  EXPECT_EQ(property("Event", "time_ms").at("maximum"), kMaxTimeMs);
  EXPECT_EQ(property("Event", "dwell_ms").at("maximum"), kMaxDwellMs);
  EXPECT_EQ(property("Event", "scroll_percent").at("maximum"), kMaxScrollPercent);
  EXPECT_EQ(property("Event", "quantity").at("maximum"), kMaxQuantity);
  EXPECT_EQ(property("Event", "price").at("maximum"), kMaxPrice);
  EXPECT_EQ(property("Event", "rating").at("maximum"), kMaxRating);
  EXPECT_EQ(property("EraseRequest", "pseudonyms").at("maxItems"), kMaxListedPseudonyms);
  EXPECT_EQ(property("ExportRequest", "pseudonyms").at("maxItems"), kMaxListedPseudonyms);
  const std::string request_pattern = "^[A-Za-z0-9._:-]{1," + std::to_string(kMaxRequestIdBytes) + "}$";
  EXPECT_EQ(property("EraseRequest", "request_id").at("pattern"), request_pattern);
}

TEST(OpenApi, NamesAreThoseOfTheCode) {
  Json kinds = Json::array();
  for (uint8_t kind = kView; kind <= kImpression; ++kind) {
    if (kind != kSearch) kinds.push_back(kind_name(kind));
  }
  EXPECT_EQ(property("Event", "kind").at("enum"), kinds);
  EXPECT_EQ(schema("Purpose").at("enum"), Json(purpose_names(7)));
  Json verdicts = Json::array();
  for (int i = 0; i <= static_cast<int>(Verdict::kErased); ++i) {
    verdicts.push_back(verdict_name(static_cast<Verdict>(i)));
  }
  EXPECT_EQ(property("Reply", "verdicts").at("items").at("enum"), verdicts);
}

// What a schema lists is what the codec writes and knows: its tests refuse anything else.
TEST(OpenApi, PropertiesAreThoseOfTheDecoder) {
  const auto names = [](const std::string& name) {
    std::set<std::string> members;
    for (const auto& [member, value] : schema(name).at("properties").items()) members.insert(member);
    return members;
  };
  EXPECT_EQ(names("Batch"), (std::set<std::string>{"sent_at_ms", "sdk", "model_id", "model_version", "dropped",
                                                   "dropped_report", "pseudonyms", "receipts", "events"}));
  EXPECT_EQ(names("Event"),
            (std::set<std::string>{"id", "kind", "pseudonym", "receipt", "session", "position", "time_ms", "item_id",
                                   "dwell_ms", "scroll_percent", "quantity", "price", "rating"}));
  EXPECT_EQ(names("Receipt"),
            (std::set<std::string>{"decided_at_ms", "policy_version", "granted", "global_privacy_control"}));
  for (const char* name : {"Batch", "Event", "Receipt", "EraseRequest", "ExportRequest"}) {
    EXPECT_EQ(schema(name).at("additionalProperties"), false) << name;
    for (const auto& member : schema(name).at("required")) EXPECT_THAT(names(name), Contains(member)) << name;
  }
}

void collect_references(const Json& json, std::set<std::string>* references) {
  if (json.is_object() && json.contains("$ref")) references->insert(json["$ref"].get<std::string>());
  for (const Json& member : json) {
    if (member.is_structured()) collect_references(member, references);
  }
}

TEST(OpenApi, EveryReferenceLeadsSomewhereAndEverySchemaIsUsed) {
  std::set<std::string> references;
  collect_references(document(), &references);
  EXPECT_GT(references.size(), 10u);
  for (const std::string& reference : references) {
    ASSERT_EQ(reference.rfind("#/", 0), 0u) << reference;
    EXPECT_TRUE(document().contains(Json::json_pointer(reference.substr(1)))) << reference;
  }
  for (const auto& [name, value] : document().at("components").at("schemas").items()) {
    EXPECT_THAT(references, Contains("#/components/schemas/" + name));
  }
}

TEST(OpenApi, EveryOperationSaysWhoMayAndWhatItAnswers) {
  std::set<std::string> ids;
  for (const auto& [path, item] : document().at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      EXPECT_TRUE(ids.insert(operation.at("operationId")).second) << path;
      EXPECT_FALSE(operation.at("summary").get<std::string>().empty()) << path;
      EXPECT_TRUE(operation.contains("security")) << path << ": [] for everybody";
      EXPECT_FALSE(operation.at("responses").empty()) << path;
    }
  }
  const Json& events = document().at("paths").at("/v1/events").at("post");
  for (const std::string_view type : {kFlatBuffersType, kJsonType}) {
    EXPECT_TRUE(events.at("requestBody").at("content").contains(std::string(type)));
    EXPECT_TRUE(events.at("responses").at("200").at("content").contains(std::string(type)));
  }
  for (const char* status : {"400", "401", "413", "415", "429", "503"}) {
    EXPECT_TRUE(events.at("responses").contains(status)) << status;
  }
  const Json& busy = document().at("components").at("responses").at("Busy");
  EXPECT_TRUE(busy.at("headers").contains("Retry-After"));
  EXPECT_TRUE(busy.at("content").contains(std::string(kProblemType)));
}

}  // namespace
}  // namespace nearshelf::protocol
