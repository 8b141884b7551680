#include "sdk/engine/shelf.h"

#include <algorithm>
#include <utility>

#include "sdk/model/limits.h"
#include "sdk/platform/host.h"

namespace nearshelf::engine {
namespace {

constexpr size_t kMaxPathBytes = 4096;

Status check_options(const ShelfOptions& options) {
  const std::string& path = options.store.path;
  if (path.size() > kMaxPathBytes) return invalid_argument("longer than 4096 bytes", "options.path");
  if (path.find('\0') != std::string::npos) return invalid_argument("has a NUL inside", "options.path");
  if (options.store.busy_timeout_ms < 0) return invalid_argument("longer than 24 days", "options.busy_timeout_ms");
  if (options.max_events < kMinMaxEvents) return invalid_argument("below 100", "options.max_events");
  if ((options.gpc_denies & ~privacy::kAllPurposes) != 0) {
    return invalid_argument("has a bit of no purpose", "options.gpc_denies");
  }
  return options.sync ? sync::check_options(*options.sync) : ok_status();
}

}  // namespace

Shelf::Shelf(ShelfOptions options, const platform::Platform& platform)
    : options_(std::move(options)), platform_(platform) {}

void Shelf::say(LogLevel level, const std::string& message) const {
  if (options_.log) options_.log(level, message);
}

Result<std::unique_ptr<Shelf>> Shelf::open(ShelfOptions options, const platform::Platform& platform) {
  NEARSHELF_RETURN_IF_ERROR(check_options(options));
  NEARSHELF_ASSIGN_OR_RETURN(auto store, store::Store::open(options.store, platform));
  if (options.store.key) options.store.key->fill(0);  // the store has what it needs of it
  std::unique_ptr<Shelf> shelf(new Shelf(std::move(options), platform));
  shelf->store_ = std::move(store);
  if (const std::string& kept = shelf->store_->kept_corrupt_path(); !kept.empty()) {
    shelf->say(LogLevel::kWarning,
               "the database is damaged or sealed with another key; it was kept as " + kept + " and a new one begun");
  }
  NEARSHELF_RETURN_IF_ERROR(shelf->load_model());
  shelf->sync_ =
      std::make_unique<sync::Coordinator>(shelf->options_.sync, *shelf->store_, platform, shelf->options_.log);
  NEARSHELF_RETURN_IF_ERROR(shelf->sync_->restore());
  NEARSHELF_RETURN_IF_ERROR(shelf->restore_consent());
  NEARSHELF_RETURN_IF_ERROR(shelf->restore_profile());
  return shelf;
}

Status Shelf::load_model() {
  NEARSHELF_ASSIGN_OR_RETURN(const auto record, store_->model_record());
  if (!record) {
    no_model_ = failed_precondition("no model is installed yet; install one");
    return ok_status();
  }
  const auto read = [&]() -> Result<std::shared_ptr<const LoadedModel>> {
    if (record->size_bytes > model::kMaxArtifactBytes) return corrupt("the stored model has an impossible size");
    model::AlignedBytes bytes(record->size_bytes);
    if (bytes.size() != record->size_bytes) return Status(Code::kOutOfMemory, "no memory for the stored model");
    NEARSHELF_RETURN_IF_ERROR(store_->read_model(*record, {bytes.data(), bytes.size()}));
    return LoadedModel::open(std::move(bytes));
  };
  auto loaded = read();
  if (loaded.ok()) {
    model_ = std::move(loaded).value();
    say(LogLevel::kInfo, "model " + model_->id() + " loaded");
    return ok_status();
  }
  const Code code = loaded.status().code();
  if (code != Code::kCorrupt && code != Code::kUnsupportedVersion) return loaded.status();
  no_model_ =
      failed_precondition("the stored model cannot be used, install it again (" + loaded.status().to_string() + ")");
  say(LogLevel::kError, no_model_.message());
  return ok_status();
}

Status Shelf::install_model(std::span<const uint8_t> bytes) {
  NEARSHELF_ASSIGN_OR_RETURN(auto next, LoadedModel::open_copy(bytes));
  return install(std::move(next));
}

Status Shelf::adopt_model(model::AlignedBytes bytes) {
  NEARSHELF_ASSIGN_OR_RETURN(auto next, LoadedModel::open(std::move(bytes)));
  return install(std::move(next));
}

Status Shelf::install(std::shared_ptr<const LoadedModel> next) {
  const std::lock_guard lock(mutex_);
  if (model_ && model_->id() == next->id()) {
    const auto present = model_->model().bytes();
    const auto given = next->model().bytes();
    if (std::equal(present.begin(), present.end(), given.begin(), given.end())) return ok_status();
    return failed_precondition("a different model with this id is installed; give every model an id of its own",
                               "model " + next->id());
  }
  // Everything that can fail comes before the commit.
  NEARSHELF_ASSIGN_OR_RETURN(SessionState session, SessionState::restore(profile(), next.get()));
  NEARSHELF_ASSIGN_OR_RETURN(const auto purchased_ids, profile().events().purchased_items());
  std::vector<uint32_t> purchased = next->known_items(purchased_ids, purchased_ids.size());
  store::ModelImage image;
  image.model_id = next->id();
  image.version = next->model().provenance().version;
  image.bytes = next->model().bytes();
  image.rows_offset = next->model().embedding_rows_range().offset;
  image.rows_size = next->model().embedding_rows_range().size;
  image.row_bytes = next->model().embeddings().dim;
  NEARSHELF_RETURN_IF_ERROR(store_->install_model(image));
  model_ = std::move(next);
  session_ = std::move(session);
  purchased_ = std::move(purchased);
  say(LogLevel::kInfo, "model " + model_->id() + " installed");
  return ok_status();
}

void Shelf::trim_memory() {
  const std::lock_guard lock(mutex_);
  store_->trim_memory();
  if (memory_) memory_->trim_memory();
  platform::release_unused_memory();
}

Result<std::shared_ptr<const LoadedModel>> Shelf::model() {
  const std::lock_guard lock(mutex_);
  if (!model_) return no_model_;
  return model_;
}

Result<ShelfInfo> Shelf::info() {
  const std::lock_guard lock(mutex_);
  ShelfInfo info;
  NEARSHELF_ASSIGN_OR_RETURN(info.event_count, profile().events().count());
  NEARSHELF_ASSIGN_OR_RETURN(info.session_count, profile().sessions().count());
  NEARSHELF_ASSIGN_OR_RETURN(info.database_bytes, store_->file_bytes());
  info.memory_bytes = store_->memory_bytes() + memory_->memory_bytes() + (model_ ? model_->memory_bytes() : 0);
  return info;
}

}  // namespace nearshelf::engine
