// Consent, pseudonyms and minimisation against privacy.json.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "sdk/platform/host.h"
#include "sdk/privacy/consent.h"
#include "sdk/privacy/minimise.h"
#include "sdk/privacy/pseudonym.h"

namespace nearshelf::privacy {
namespace {

using nlohmann::json;

const json& vectors(const char* key) {
  static const json parsed = json::parse(std::ifstream(NEARSHELF_SOURCE_DIR "/tests/conformance/privacy/privacy.json"));
  return parsed.at(key);
}

platform::Crypto& crypto() { return *platform::host_platform().value().crypto; }

Secret from_hex(const std::string& hex) {
  Secret bytes{};
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<uint8_t>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
  }
  return bytes;
}

TEST(PrivacyVectors, Pseudonyms) {
  ASSERT_FALSE(vectors("pseudonyms").empty());
  for (const json& one : vectors("pseudonyms")) {
    const uint32_t days = one.at("days");
    const int64_t period = period_of(one.at("time_ms"), days);
    EXPECT_EQ(period, one.at("period").get<int64_t>()) << one;
    EXPECT_EQ(make_pseudonym(crypto(), from_hex(one.at("secret")), days, period), from_hex(one.at("pseudonym"))) << one;
  }
}

TEST(PrivacyVectors, SessionTokens) {
  ASSERT_FALSE(vectors("session_tokens").empty());
  for (const json& one : vectors("session_tokens")) {
    const int64_t session_id = std::stoll(one.at("session_id").get<std::string>());
    EXPECT_EQ(make_session_token(crypto(), from_hex(one.at("secret")), one.at("period"), session_id),
              std::stoull(one.at("token").get<std::string>()))
        << one;
  }
}

TEST(PrivacyVectors, Purposes) {
  ASSERT_FALSE(vectors("purposes").empty());
  for (const json& one : vectors("purposes")) {
    Decision decision;
    decision.granted = one.at("granted");
    decision.global_privacy_control = one.at("global_privacy_control");
    EXPECT_EQ(effective_purposes(decision, one.at("gpc_denies")), one.at("effective").get<uint32_t>()) << one;
  }
}

TEST(PrivacyVectors, Minimisation) {
  const std::array<std::pair<const char*, Field>, 5> names = {{{"price", kPrice},
                                                               {"quantity", kQuantity},
                                                               {"rating", kRating},
                                                               {"dwell_ms", kDwell},
                                                               {"scroll_percent", kScroll}}};
  ASSERT_EQ(vectors("minimisation").size(), 8u);
  for (const json& one : vectors("minimisation")) {
    const uint32_t purposes = one.at("purposes");
    json kinds = json::array();
    for (int kind = 0; kind < 64; ++kind) {
      if (may_send(kind, purposes)) kinds.push_back(kind);
    }
    json fields = json::array();
    for (const auto& [name, field] : names) {
      if (sent_fields(purposes) & field) fields.push_back(name);
    }
    EXPECT_EQ(kinds, one.at("kinds")) << one;
    EXPECT_EQ(fields, one.at("fields")) << one;
  }
}

TEST(PrivacyVectors, Times) {
  ASSERT_FALSE(vectors("times").empty());
  for (const json& one : vectors("times")) {
    EXPECT_EQ(coarse_time(one.at("time_ms")), one.at("sent_ms").get<int64_t>()) << one;
  }
}

}  // namespace
}  // namespace nearshelf::privacy
