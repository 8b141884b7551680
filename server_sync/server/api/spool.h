// An answer of any size that costs no memory: written to a file without a name, then sent from there at the client's
// pace. Who reads it slowly holds neither a thread nor the store.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_SPOOL_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_SPOOL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/http/message.h"

namespace nearshelf::server {

class Spool : public BodySource {
 public:
  // In this directory. Errors: kIo.
  static Result<std::shared_ptr<Spool>> make(const std::string& directory);
  ~Spool() override;

  // Errors: kNoSpace, kIo.
  Status append(std::string_view bytes);

  uint64_t size() const override { return size_; }
  size_t read(uint64_t offset, char* to, size_t size) override;

 private:
  explicit Spool(int file) : file_(file) {}

  const int file_;
  uint64_t size_ = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_SPOOL_H_
