#include "server_sync/publisher/site/static_site.h"

#include <memory>
#include <span>
#include <utility>

#include "server_sync/publisher/artifact_file.h"
#include "server_sync/publisher/site/compression.h"
#include "server_sync/publisher/site/host_headers.h"
#include "server_sync/publisher/site/package_files.h"
#include "server_sync/publisher/site/record.h"

namespace nearshelf::site {
namespace {

using Bytes = std::vector<uint8_t>;

std::span<const uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// A file to be published, still in the caller's memory.
struct Source {
  std::string path;
  std::span<const uint8_t> bytes;
};

class Publication {
 public:
  Publication(const PublishOptions& options, SiteFiles files) : options_(options), files_(std::move(files)) {}

  Result<PublishReport> run(const model::Model& model, const std::optional<Package>& package) {
    NEARSHELF_RETURN_IF_ERROR(load());
    const Sha256 model_hash = sha256(model.bytes());
    NEARSHELF_RETURN_IF_ERROR(check_version(model.provenance().version, model_hash));

    Generation generation;
    generation.model = "models/" + short_name(model_hash) + ".nsm";
    NEARSHELF_RETURN_IF_ERROR(prepare({generation.model, model.bytes()}));
    NEARSHELF_RETURN_IF_ERROR(prepare_package(package, generation));
    report_.manifest = describe(model.provenance(), generation);
    const std::string manifest = manifest_text(report_.manifest);
    generation.manifest_hash = sha256(bytes_of(manifest));
    if (record_.generations.empty() || record_.generations.front() != generation) {
      record_.generations.insert(record_.generations.begin(), generation);
    }

    NEARSHELF_RETURN_IF_ERROR(write_record());
    NEARSHELF_RETURN_IF_ERROR(write_files());
    NEARSHELF_RETURN_IF_ERROR(write_host_files());
    NEARSHELF_RETURN_IF_ERROR(write_if_other(kManifestName, manifest, report_.manifest_written));
    NEARSHELF_RETURN_IF_ERROR(tidy_up());
    NEARSHELF_RETURN_IF_ERROR(write_record());
    return std::move(report_);
  }

 private:
  // What is there from earlier runs.
  Status load() {
    NEARSHELF_ASSIGN_OR_RETURN(const std::optional<Bytes> record, files_.read(kRecordName));
    if (record) {
      Result<Record> parsed = parse_record(*record);
      if (!parsed.ok()) return parsed.status().at(files_.full_path(kRecordName));
      record_ = *std::move(parsed);
    }
    NEARSHELF_ASSIGN_OR_RETURN(const std::optional<Bytes> manifest, files_.read(kManifestName));
    if (!manifest) return ok_status();
    const Result<PublishedManifest> parsed = parse_manifest(*manifest);
    if (!parsed.ok()) return parsed.status().at(files_.full_path(kManifestName));
    published_ = *parsed;
    forget_unpublished(sha256(*manifest), record_);
    return ok_status();
  }

  Status check_version(uint64_t version, const Sha256& hash) const {
    if (!published_ || options_.allow_rollback || version > published_->model_version) return ok_status();
    if (version == published_->model_version && hex(hash) == published_->model_hash) return ok_status();
    const bool older = version < published_->model_version;
    return failed_precondition("model version " + std::to_string(version) +
                                   (older ? " is older than the published version "
                                          : " differs from the published model of the same version ") +
                                   (older ? std::to_string(published_->model_version) : "") +
                                   "; devices that have that one keep it. --allow-rollback publishes it all the same",
                               options_.model);
  }

  bool is_on_disk(const std::string& path, const Sha256& hash) const {
    const Result<std::optional<Bytes>> bytes = files_.read(path);
    return bytes.ok() && *bytes && sha256(**bytes) == hash;
  }

  // True when an earlier run finished with this file and all is as it left it.
  bool is_published(const std::string& path, const Sha256& hash) const {
    const auto known = record_.files.find(path);
    if (known == record_.files.end() || known->second.hash != hash || !is_on_disk(path, hash)) return false;
    for (const Encoding encoding : kEncodings) {
      const auto packed = record_.files.find(path + std::string(suffix_of(encoding)));
      if (packed != record_.files.end() && !is_on_disk(packed->first, packed->second.hash)) return false;
    }
    return true;
  }

  Status prepare(const Source& source) {
    FileReport report{source.path, source.bytes.size(), {}, {}, false};
    if (const Sha256 hash = sha256(source.bytes); !is_published(source.path, hash)) {
      report.written = true;
      NEARSHELF_RETURN_IF_ERROR(add(source.path, Bytes(source.bytes.begin(), source.bytes.end())));
      for (const Encoding encoding : kEncodings) {
        const std::string path = source.path + std::string(suffix_of(encoding));
        if (options_.progress) options_.progress("compress " + path);
        NEARSHELF_ASSIGN_OR_RETURN(std::optional<Bytes> packed, compress_if_it_pays(source.bytes, encoding));
        if (packed) NEARSHELF_RETURN_IF_ERROR(add(path, *std::move(packed)));
      }
    }
    const auto size_of = [&](Encoding encoding) -> std::optional<uint64_t> {
      const auto packed = record_.files.find(source.path + std::string(suffix_of(encoding)));
      return packed == record_.files.end() ? std::nullopt : std::optional(packed->second.bytes);
    };
    report.brotli_bytes = size_of(Encoding::kBrotli);
    report.gzip_bytes = size_of(Encoding::kGzip);
    report_.files.push_back(std::move(report));
    return ok_status();
  }

  // Notes a file for the record and for writing.
  Status add(const std::string& path, Bytes bytes) {
    const Sha256 hash = sha256(bytes);
    NEARSHELF_ASSIGN_OR_RETURN(const std::optional<Bytes> there, files_.read(path));
    if (there && sha256(*there) != hash && !record_.files.contains(path)) {
      return invalid_argument("is in the way: publishing did not make it and does not replace it",
                              files_.full_path(path));
    }
    record_.files[path] = {hash, bytes.size()};
    to_write_.emplace_back(path, std::move(bytes));
    return ok_status();
  }

  Status prepare_package(const std::optional<Package>& package, Generation& generation) {
    if (package) {
      generation.package = "pkg/" + short_name(package->hash);
      generation.package_version = package->version;
      for (const PackageFile& file : package->files) {
        NEARSHELF_RETURN_IF_ERROR(prepare({generation.package + "/" + file.name, file.bytes}));
      }
      return ok_status();
    }
    if (!published_ || !published_->has_package) return ok_status();
    if (record_.generations.empty() || record_.generations.front().package.empty()) {
      return failed_precondition("the manifest has a package, but the record of its files is gone; give --package",
                                 files_.full_path(kRecordName));
    }
    generation.package = record_.generations.front().package;
    generation.package_version = record_.generations.front().package_version;
    return ok_status();
  }

  ManifestFile describe_file(const std::string& path) const {
    const RecordedFile& file = record_.files.at(path);
    return {options_.base_url.text + path, file.bytes, file.hash};
  }

  Manifest describe(const model::Provenance& provenance, const Generation& generation) const {
    Manifest manifest;
    manifest.model = {provenance.model_id, provenance.version, describe_file(generation.model)};
    if (generation.package.empty()) return manifest;
    manifest.package.emplace();
    manifest.package->version = generation.package_version;
    const std::string prefix = generation.package + "/";
    for (const auto& [path, file] : record_.files) {
      // read_package() takes no compressed files, so these are the siblings.
      if (!path.starts_with(prefix) || path.ends_with(".br") || path.ends_with(".gz")) continue;
      manifest.package->files[path.substr(prefix.size())] = describe_file(path);
    }
    return manifest;
  }

  Status write_if_other(const std::string& path, const std::string& text, bool& written) {
    NEARSHELF_RETURN_IF_ERROR(files_.sweep(path));
    NEARSHELF_ASSIGN_OR_RETURN(const std::optional<Bytes> there, files_.read(path));
    written = !there || std::string(there->begin(), there->end()) != text;
    return written ? files_.write(path, bytes_of(text)) : ok_status();
  }

  Status write_record() {
    bool written = false;
    return write_if_other(kRecordName, record_text(record_), written);
  }

  Status write_files() {
    for (const auto& [path, file] : record_.files) NEARSHELF_RETURN_IF_ERROR(files_.sweep(path));
    for (const auto& [path, bytes] : to_write_) {
      if (!is_on_disk(path, record_.files.at(path).hash)) NEARSHELF_RETURN_IF_ERROR(files_.write(path, bytes));
    }
    return ok_status();
  }

  // Operators may edit these; then they are theirs.
  Status write_host_files() {
    for (const HostFile& file : host_files(options_.base_url.path)) {
      const Sha256 hash = sha256(bytes_of(file.text));
      NEARSHELF_ASSIGN_OR_RETURN(const std::optional<Bytes> there, files_.read(file.path));
      const auto known = record_.files.find(file.path);
      const bool ours =
          !there || sha256(*there) == hash || (known != record_.files.end() && sha256(*there) == known->second.hash);
      if (!ours) {
        report_.left.push_back(file.path);
        continue;
      }
      bool written = false;
      NEARSHELF_RETURN_IF_ERROR(write_if_other(file.path, file.text, written));
      record_.files[file.path] = {hash, file.text.size()};
    }
    return ok_status();
  }

  Status tidy_up() {
    for (const std::string& path : forget_old(options_.keep, record_)) {
      NEARSHELF_ASSIGN_OR_RETURN(const std::optional<Bytes> there, files_.read(path));
      if (there && sha256(*there) != record_.files.at(path).hash) {
        report_.left.push_back(path);
      } else if (there) {
        NEARSHELF_RETURN_IF_ERROR(files_.remove(path));
        report_.removed.push_back(path);
      }
      record_.files.erase(path);
    }
    return ok_status();
  }

  const PublishOptions& options_;
  SiteFiles files_;
  Record record_;
  std::optional<PublishedManifest> published_;
  std::vector<std::pair<std::string, Bytes>> to_write_;
  PublishReport report_;
};

}  // namespace

Result<PublishReport> publish(const PublishOptions& options) {
  NEARSHELF_ASSIGN_OR_RETURN(const std::shared_ptr<const model::Model> model, publisher::open_artifact(options.model));
  std::optional<Package> package;
  if (!options.package.empty()) {
    NEARSHELF_ASSIGN_OR_RETURN(package, read_package(options.package));
  }
  NEARSHELF_ASSIGN_OR_RETURN(SiteFiles files, SiteFiles::open(options.directory, options.progress));
  return Publication(options, std::move(files)).run(*model, package);
}

}  // namespace nearshelf::site
