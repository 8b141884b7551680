#include "sdk/ranking/recommender.h"

#include <algorithm>
#include <string>
#include <utility>

#include "sdk/ranking/blend.h"
#include "sdk/ranking/blend_parameters.h"
#include "sdk/ranking/gru.h"
#include "sdk/ranking/item_filter.h"
#include "sdk/ranking/priors.h"
#include "sdk/ranking/reasons.h"
#include "sdk/ranking/selection.h"
#include "sdk/ranking/session_index.h"
#include "sdk/ranking/workspace.h"

namespace nearshelf::ranking {

struct Recommender::Impl {
  std::shared_ptr<const model::Model> model;
  BlendParameters parameters;
  std::unique_ptr<const Gru> gru;  // null: the model has none
  SessionIndex index;
  std::vector<float> prior;
  uint32_t available = kOwnItems;

  uint32_t item_count() const { return model->item_count(); }
  Status check(const SessionView& session, const Request& request) const;
  std::span<const float> session_logits(const SessionView& session, Workspace& workspace) const;
  BlendWeights weights(const SessionView& session, uint32_t rankers) const;
};

Status Recommender::Impl::check(const SessionView& session, const Request& request) const {
  if (request.k == 0) return invalid_argument("k must be at least 1");
  if (!session.hidden.empty() && session.hidden.size() != (gru ? gru->hidden_size() : 0)) {
    return invalid_argument("the hidden state belongs to another model");
  }
  for (const uint32_t item : session.items) {
    if (item >= item_count()) {
      return invalid_argument("item " + std::to_string(item) + " of the session is not in the model");
    }
  }
  if ((request.rankers & available) == 0) {
    return failed_precondition("the model carries none of the requested rankers");
  }
  return ok_status();
}

std::span<const float> Recommender::Impl::session_logits(const SessionView& session, Workspace& workspace) const {
  std::span<const float> hidden = session.hidden;
  if (hidden.empty()) {
    workspace.hidden.assign(gru->hidden_size(), 0.0f);
    for (const uint32_t item : session.items) gru->step(item, workspace.hidden);
    hidden = workspace.hidden;
  }
  workspace.dots.resize(item_count());
  workspace.logits.resize(item_count());
  gru->score_all(gru->make_query(hidden, session.items.back()), workspace.dots, workspace.logits);
  return workspace.logits;
}

BlendWeights Recommender::Impl::weights(const SessionView& session, uint32_t rankers) const {
  if (session.items.empty()) return {.popular_mass = 1.0f};
  // Alone, the session model is not tempered by a fit that expects the others beside it.
  if (rankers == kGru) return {.gru_power = 1.0f, .popular_mass = 1.0f};
  const uint32_t length = length_class(session.items.size());
  return {.gru_power = parameters.gru_power[length],
          .gru_mass = parameters.gru_mass[length],
          .popular_mass = parameters.popular_mass[length]};
}

Recommender::Recommender(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Recommender::~Recommender() = default;

Result<std::unique_ptr<const Recommender>> Recommender::create(std::shared_ptr<const model::Model> model) {
  auto impl = std::make_unique<Impl>();
  NEARSHELF_ASSIGN_OR_RETURN(impl->parameters, parse_parameters(model->blend()));
  if (model->has_gru()) {
    NEARSHELF_ASSIGN_OR_RETURN(impl->gru, Gru::create(model));
    impl->available |= kGru;
  }
  if (model->has_neighbors()) {
    impl->index = SessionIndex(model->neighbors(), model->item_count());
    impl->available |= kNeighbors | kRules;
  }
  if (!model->popularity().empty()) impl->available |= kPopular;
  impl->prior = popularity_prior(*model, impl->parameters.popular_trend);
  impl->model = std::move(model);
  return std::unique_ptr<const Recommender>(new Recommender(std::move(impl)));
}

Result<std::vector<Recommendation>> Recommender::recommend(const SessionView& session, const Request& request,
                                                           Workspace& workspace) const {
  NEARSHELF_RETURN_IF_ERROR(impl_->check(session, request));
  const model::Catalog& catalog = impl_->model->catalog();
  NEARSHELF_ASSIGN_OR_RETURN(const ItemFilter filter, ItemFilter::create(request.filter, catalog));
  const uint32_t rankers = request.rankers & impl_->available;
  const bool known = !session.items.empty();

  ReasonSources sources;
  sources.weights = impl_->weights(session, rankers);
  if ((rankers & kPopular) != 0 || !known) sources.prior = impl_->prior;
  workspace.evidence.session.assign(session.items, impl_->item_count());
  if (known) {
    gather_evidence(impl_->index, catalog, impl_->parameters,
                    {(rankers & kNeighbors) != 0, (rankers & kRules) != 0, (rankers & kOwnItems) != 0},
                    workspace.evidence);
    sources.evidence = &workspace.evidence;
  }
  std::span<const float> logits;
  if (known && (rankers & kGru) != 0) logits = impl_->session_logits(session, workspace);
  blend_scores(logits, sources.prior, sources.evidence, sources.weights, impl_->item_count(), workspace.scores);

  const SessionItems& seen = workspace.evidence.session;
  const auto allowed = [&](uint32_t item) {
    return filter.allows(item) && !(request.exclude_session_items && seen.age_plus_one(item) != 0);
  };
  select_results(workspace.scores.scores, request.k, request.max_per_category, catalog, allowed, workspace.best);

  std::vector<Recommendation> results(workspace.best.size());
  for (size_t i = 0; i < results.size(); ++i) {
    results[i].item = workspace.best[i].index;
    results[i].score = workspace.best[i].score * workspace.scores.factor;
  }
  if (request.with_reasons) {
    sources.index = &impl_->index;
    sources.catalog = &catalog;
    sources.parameters = &impl_->parameters;
    sources.scores = &workspace.scores;
    add_reasons(sources, results, workspace.reasons);
  }
  return results;
}

void Recommender::advance(uint32_t item, std::span<float> hidden) const {
  if (impl_->gru) impl_->gru->step(item, hidden);
}

uint32_t Recommender::hidden_size() const { return impl_->gru ? impl_->gru->hidden_size() : 0; }

size_t Recommender::memory_bytes() const {
  return sizeof(Impl) + impl_->index.memory_bytes() + impl_->prior.capacity() * sizeof(float) +
         (impl_->gru ? impl_->gru->memory_bytes() : 0);
}

}  // namespace nearshelf::ranking
