// A trained float32 model as a file; `nearshelf evaluate --float32` reads it.
#ifndef NEARSHELF_SERVER_SYNC_TRAINER_GRU_MODEL_IO_H_
#define NEARSHELF_SERVER_SYNC_TRAINER_GRU_MODEL_IO_H_

#include <string>

#include "sdk/base/status.h"
#include "server_sync/trainer/gru_model.h"
#include "server_sync/trainer/sealed_file.h"

namespace nearshelf::trainer {

// Checks that every tensor has the shape that the sizes call for and holds finite numbers only (kInvalidArgument).
Status check_model(const GruModel& model);

// Replaces `path` atomically. Errors: those of check_model() and write_sealed_file().
Status save_gru_model(const std::string& path, const GruModel& model);

// Errors: those of read_sealed_file(), and kCorrupt when shapes or numbers are not a model's.
Result<GruModel> load_gru_model(const std::string& path);

// The model's part of a larger file.
void put_model(ByteWriter& writer, const GruModel& model);
void get_model(ByteReader& reader, GruModel& model);

}  // namespace nearshelf::trainer

#endif  // NEARSHELF_SERVER_SYNC_TRAINER_GRU_MODEL_IO_H_
