// The installed model artifact: embedding rows in fixed-size blocks, the rest in chunks, one transaction for all.
#ifndef NEARSHELF_SDK_STORE_MODEL_TABLE_H_
#define NEARSHELF_SDK_STORE_MODEL_TABLE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "sdk/base/status.h"
#include "sdk/base/time.h"
#include "sdk/platform/crypto.h"
#include "sdk/store/sqlite.h"

namespace nearshelf::store {

// Rows a block: 32 KiB at 128 dimensions, so that a delta that touches one row rewrites little and a full read is few
// rows of SQLite.
inline constexpr size_t kRowsPerBlock = 256;
inline constexpr size_t kChunkBytes = 64 * 1024;

struct ModelRecord {
  std::string model_id;
  uint64_t version = 0;
  TimeMs installed_ms = 0;
  uint64_t size_bytes = 0;
  platform::Sha256 sha256{};
  // Where the embedding rows stand in the artifact; a size of 0 = it has none.
  uint64_t rows_offset = 0;
  uint64_t rows_size = 0;
  uint64_t rows_block_bytes = 0;
};

class ModelTable {
 public:
  explicit ModelTable(Connection& connection) : connection_(connection) {}

  // Empty when no model was ever installed.
  Result<std::optional<ModelRecord>> current();
  // Reassembles the artifact into `bytes` (record.size_bytes long). kCorrupt when a piece is missing or misplaced; the
  // caller compares the hash.
  Status read(const ModelRecord& record, std::span<uint8_t> bytes);
  // Puts the artifact in the place of the present one. Call inside a transaction.
  Status replace(const ModelRecord& record, std::span<const uint8_t> bytes);

 private:
  Status write_pieces(std::span<const uint8_t> bytes, uint64_t begin, uint64_t end, uint64_t piece_bytes);

  Connection& connection_;
};

}  // namespace nearshelf::store

#endif  // NEARSHELF_SDK_STORE_MODEL_TABLE_H_
