// From a session to its recommendations: the rankers of one model, their blend, filters, and the reasons.
//
// Threads: a Recommender is immutable; one Workspace serves one call at a time and is reused so that a warm
// recommendation allocates almost nothing.
#ifndef NEARSHELF_SDK_RANKING_RECOMMENDER_H_
#define NEARSHELF_SDK_RANKING_RECOMMENDER_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "sdk/model/model.h"

namespace nearshelf::ranking {

enum Ranker : uint32_t {
  kGru = 1u << 0,
  kNeighbors = 1u << 1,
  kRules = 1u << 2,
  kOwnItems = 1u << 3,  // the session's own items, newest first
  kPopular = 1u << 4,
  kAllRankers = 31u,
};

// Why an item is where it is. Numbers are part of the ABI.
enum class ReasonKind : int {
  kSessionContext = 1,     // the session model expects it after what was seen (item: the last one seen)
  kSimilarSessions = 2,    // shoppers with sessions like this one also saw it (item: the one most of them shared)
  kOftenNext = 3,          // often follows `item`
  kSeenBefore = 4,         // this shopper saw it in this session
  kPopular = 5,            // popular in the shop
  kPopularInCategory = 6,  // popular in the category of the session
};

struct Reason {
  ReasonKind kind = ReasonKind::kPopular;
  std::optional<uint32_t> item;  // dense index of the item that the reason speaks of
  float share = 0.0f;            // its part of the score, 0..1; the reasons of one result add up to 1
};

struct Filter {
  std::vector<uint16_t> categories = {};  // empty = any; an item passes when its category is listed
  std::vector<uint16_t> brands = {};      // empty = any
  std::optional<float> min_price = {};    // an item of unknown price fails a price filter
  std::optional<float> max_price = {};
  std::vector<uint32_t> excluded = {};  // dense indexes never to be returned
};

// What is known of the session. Dense items, oldest first; items that the model does not know are left out by the
// caller.
struct SessionView {
  std::span<const uint32_t> items;
  std::span<const float> hidden;  // GRU state after the last item; empty = the recommender computes it from items
};

struct Request {
  uint32_t k = 20;                     // at least 1; fewer results when fewer items pass
  uint32_t rankers = kAllRankers;      // those the model does not carry are skipped; none left is an error
  uint32_t max_per_category = 0;       // diversity: 0 = no limit; items of unknown category are not limited
  bool exclude_session_items = false;  // false is the evaluation protocol
  bool with_reasons = true;
  Filter filter;
};

struct Recommendation {
  uint32_t item = 0;
  float score = 0.0f;
  std::vector<Reason> reasons;  // largest share first
};

class Workspace;  // defined in workspace.h

class Recommender {
 public:
  // Errors: kCorrupt for blend parameters that this version does not know or that are not usable.
  static Result<std::unique_ptr<const Recommender>> create(std::shared_ptr<const model::Model> model);
  ~Recommender();

  // Highest score first, equal scores by lower dense index. An empty session gets popularity and trend.
  // Errors: kInvalidArgument (k == 0, an item out of range, min_price > max_price), kFailedPrecondition (no ranker
  // left).
  Result<std::vector<Recommendation>> recommend(const SessionView& session, const Request& request,
                                                Workspace& workspace) const;

  // hidden (hidden_size() floats) becomes the GRU state after `item`; does nothing for a model without a GRU.
  void advance(uint32_t item, std::span<float> hidden) const;
  uint32_t hidden_size() const;  // 0 without a GRU

  // Bytes held beside the artifact.
  size_t memory_bytes() const;

 private:
  struct Impl;
  explicit Recommender(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_RECOMMENDER_H_
