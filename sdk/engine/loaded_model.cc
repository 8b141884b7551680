#include "sdk/engine/loaded_model.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sdk/model/limits.h"
#include "sdk/profile/context.h"
#include "sdk/ranking/workspace.h"

namespace nearshelf::engine {
namespace {

// Codes of the names that the model knows; an unknown name matches no item.
template <typename Find>
std::vector<uint16_t> codes_of(const std::vector<std::string>& names, Find find) {
  std::vector<uint16_t> codes;
  for (const std::string& name : names) {
    if (const std::optional<uint16_t> code = find(name)) codes.push_back(*code);
  }
  return codes;
}

Status check_options(const RecommendOptions& options) {
  if (options.count < 1 || options.count > kMaxCount) {
    return invalid_argument("not between 1 and " + std::to_string(kMaxCount), "options.count");
  }
  if ((options.rankers & ~ranking::kAllRankers) != 0 || options.rankers == 0) {
    return invalid_argument("no ranker, or one that does not exist", "options.rankers");
  }
  if (options.min_price && options.max_price && *options.min_price > *options.max_price) {
    return invalid_argument("above max_price", "options.min_price");
  }
  return ok_status();
}

}  // namespace

LoadedModel::~LoadedModel() = default;

Result<std::shared_ptr<const LoadedModel>> LoadedModel::open(model::AlignedBytes bytes) {
  std::shared_ptr<LoadedModel> loaded(new LoadedModel());
  NEARSHELF_ASSIGN_OR_RETURN(loaded->model_, model::Model::open(std::move(bytes)));
  NEARSHELF_ASSIGN_OR_RETURN(loaded->recommender_, ranking::Recommender::create(loaded->model_));
  return std::shared_ptr<const LoadedModel>(std::move(loaded));
}

Result<std::shared_ptr<const LoadedModel>> LoadedModel::open_copy(std::span<const uint8_t> bytes) {
  if (bytes.size() > model::kMaxArtifactBytes) return Status(Code::kLimit, "the model is larger than 1 GiB");
  model::AlignedBytes copy = model::AlignedBytes::copy_of(bytes);
  if (copy.size() != bytes.size()) {
    return Status(Code::kOutOfMemory, "no memory for a model of " + std::to_string(bytes.size()) + " bytes");
  }
  return open(std::move(copy));
}

uint32_t LoadedModel::rankers() const {
  uint32_t rankers = ranking::kOwnItems;
  if (model_->has_gru()) rankers |= ranking::kGru;
  if (model_->has_neighbors()) rankers |= ranking::kNeighbors;
  if (model_->has_rules()) rankers |= ranking::kRules;
  if (!model_->popularity().empty()) rankers |= ranking::kPopular;
  return rankers;
}

std::vector<uint32_t> LoadedModel::known_items(std::span<const std::string> ids, size_t limit) const {
  std::vector<uint32_t> items;
  for (auto id = ids.rbegin(); id != ids.rend() && items.size() < limit; ++id) {
    if (const std::optional<uint32_t> item = model_->catalog().find(*id)) items.push_back(*item);
  }
  std::reverse(items.begin(), items.end());
  return items;
}

Result<Recommendations> LoadedModel::recommend(const ranking::SessionView& session, Context context,
                                               const RecommendOptions& options,
                                               std::span<const uint32_t> purchased) const {
  NEARSHELF_RETURN_IF_ERROR(check_options(options));
  const model::Catalog& catalog = model_->catalog();
  ranking::Request request;
  request.k = options.count;
  request.rankers = options.rankers;
  request.max_per_category = options.max_per_category;
  request.exclude_session_items = options.exclude_session_items && context == Context::kSession;
  request.with_reasons = options.with_reasons;
  request.filter.min_price = options.min_price;
  request.filter.max_price = options.max_price;
  request.filter.categories =
      codes_of(options.categories, [&](const std::string& name) { return catalog.find_category(name); });
  request.filter.brands = codes_of(options.brands, [&](const std::string& name) { return catalog.find_brand(name); });
  request.filter.excluded = known_items(options.excluded_items, options.excluded_items.size());
  if (options.exclude_purchased) {
    request.filter.excluded.insert(request.filter.excluded.end(), purchased.begin(), purchased.end());
  }

  Recommendations result;
  result.context = context;
  // An empty list means "any" to the recommender, while here it means that only unknown names were asked for.
  if ((!options.categories.empty() && request.filter.categories.empty()) ||
      (!options.brands.empty() && request.filter.brands.empty())) {
    return result;
  }
  std::unique_ptr<ranking::Workspace> workspace = take_workspace();
  auto ranked = recommender_->recommend(session, request, *workspace);
  give_back(std::move(workspace));
  if (!ranked.ok()) return ranked.status();
  result.items.reserve(ranked->size());
  for (const ranking::Recommendation& recommendation : *ranked) result.items.push_back(describe(recommendation));
  return result;
}

Result<Recommendations> LoadedModel::recommend_after(std::span<const std::string> item_ids,
                                                     const RecommendOptions& options) const {
  const std::vector<uint32_t> items = known_items(item_ids, profile::kMaxContextItems);
  ranking::SessionView session;
  session.items = items;
  return recommend(session, items.empty() ? Context::kNone : Context::kSession, options, {});
}

RecommendedItem LoadedModel::describe(const ranking::Recommendation& recommendation) const {
  const model::Catalog& catalog = model_->catalog();
  const uint32_t item = recommendation.item;
  RecommendedItem result;
  result.id = catalog.id(item);
  result.score = recommendation.score;
  result.price = catalog.price(item);
  result.title = catalog.title(item);
  result.category = catalog.category_name(catalog.category(item));
  result.brand = catalog.brand_name(catalog.brand(item));
  result.url = catalog.url(item);
  result.image = catalog.image(item);
  result.reasons.reserve(recommendation.reasons.size());
  for (const ranking::Reason& reason : recommendation.reasons) {
    ItemReason& out = result.reasons.emplace_back();
    out.kind = reason.kind;
    out.share = reason.share;
    if (reason.item) {
      out.item_id = catalog.id(*reason.item);
      out.item_title = catalog.title(*reason.item);
    }
  }
  return result;
}

std::unique_ptr<ranking::Workspace> LoadedModel::take_workspace() const {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<ranking::Workspace>();
  std::unique_ptr<ranking::Workspace> workspace = std::move(idle_.back());
  idle_.pop_back();
  return workspace;
}

void LoadedModel::give_back(std::unique_ptr<ranking::Workspace> workspace) const {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(workspace));
}

}  // namespace nearshelf::engine
