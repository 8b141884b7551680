#include "sdk/store/model_table.h"

#include <algorithm>
#include <cstring>

namespace nearshelf::store {

Result<std::optional<ModelRecord>> ModelTable::current() {
  Statement select = connection_.statement(
      "SELECT model_id, version, installed_ms, size_bytes, sha256, rows_offset, rows_size, rows_block_bytes FROM "
      "model");
  NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
  if (!found) return std::optional<ModelRecord>();
  ModelRecord record;
  record.model_id = select.text(0);
  record.version = static_cast<uint64_t>(select.integer(1));
  record.installed_ms = select.integer(2);
  record.size_bytes = static_cast<uint64_t>(select.integer(3));
  const auto hash = select.blob(4);
  if (hash.size() != record.sha256.size()) return corrupt("a hash has the wrong size", "model.sha256");
  std::copy(hash.begin(), hash.end(), record.sha256.begin());
  record.rows_offset = static_cast<uint64_t>(select.integer(5));
  record.rows_size = static_cast<uint64_t>(select.integer(6));
  record.rows_block_bytes = static_cast<uint64_t>(select.integer(7));
  return std::optional<ModelRecord>(std::move(record));
}

Status ModelTable::read(const ModelRecord& record, std::span<uint8_t> bytes) {
  Statement select = connection_.statement("SELECT byte_offset, bytes FROM model_block ORDER BY byte_offset");
  uint64_t end = 0;
  while (true) {
    NEARSHELF_ASSIGN_OR_RETURN(const bool found, select.step());
    if (!found) break;
    const auto offset = static_cast<uint64_t>(select.integer(0));
    const auto piece = select.blob(1);
    if (offset != end || piece.size() > bytes.size() - end) {
      return corrupt("a piece of the stored model is missing or misplaced", "model_block " + std::to_string(offset));
    }
    if (!piece.empty()) std::memcpy(bytes.data() + offset, piece.data(), piece.size());
    end += piece.size();
  }
  if (end != record.size_bytes)
    return corrupt("the end of the stored model is missing", "model_block " + std::to_string(end));
  return ok_status();
}

Status ModelTable::replace(const ModelRecord& record, std::span<const uint8_t> bytes) {
  NEARSHELF_RETURN_IF_ERROR(connection_.statement("DELETE FROM model").run());  // its blocks go with it
  NEARSHELF_RETURN_IF_ERROR(
      connection_
          .statement("INSERT INTO model(slot, model_id, version, installed_ms, size_bytes, sha256, rows_offset, "
                     "rows_size, rows_block_bytes) VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
          .bind(1, std::string_view(record.model_id))
          .bind(2, static_cast<int64_t>(record.version))
          .bind(3, record.installed_ms)
          .bind(4, static_cast<int64_t>(record.size_bytes))
          .bind(5, std::span<const uint8_t>(record.sha256))
          .bind(6, static_cast<int64_t>(record.rows_offset))
          .bind(7, static_cast<int64_t>(record.rows_size))
          .bind(8, static_cast<int64_t>(record.rows_block_bytes))
          .run());
  const uint64_t rows_end = record.rows_offset + record.rows_size;
  NEARSHELF_RETURN_IF_ERROR(write_pieces(bytes, 0, record.rows_offset, kChunkBytes));
  NEARSHELF_RETURN_IF_ERROR(write_pieces(bytes, record.rows_offset, rows_end, record.rows_block_bytes));
  return write_pieces(bytes, rows_end, record.size_bytes, kChunkBytes);
}

Status ModelTable::write_pieces(std::span<const uint8_t> bytes, uint64_t begin, uint64_t end, uint64_t piece_bytes) {
  for (uint64_t offset = begin; offset < end; offset += piece_bytes) {
    const auto piece = bytes.subspan(offset, std::min(piece_bytes, end - offset));
    NEARSHELF_RETURN_IF_ERROR(connection_.statement("INSERT INTO model_block(byte_offset, bytes) VALUES(?1, ?2)")
                                  .bind(1, static_cast<int64_t>(offset))
                                  .bind(2, piece)
                                  .run());
  }
  return ok_status();
}

}  // namespace nearshelf::store
