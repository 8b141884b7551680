// Response bodies, compressed piece by piece.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONTENT_ENCODER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONTENT_ENCODER_H_

#include <memory>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/http/header_values.h"
#include "server_sync/server/http/message.h"

namespace nearshelf::server {

// Smaller bodies are sent as they are: they fit one packet either way.
inline constexpr size_t kMinCompressedBytes = 1024;

class ContentEncoder {
 public:
  static std::unique_ptr<ContentEncoder> make(ContentCoding coding);
  virtual ~ContentEncoder() = default;

  // Appends what there is of the compressed form; all of it with `last`. Errors: kOutOfMemory.
  virtual Status push(std::string_view input, bool last, std::string& output) = 0;
};

// Compresses a body whose response says that it may be, as the client likes it.
void compress_response(std::string_view accept_encoding, Response& response);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONTENT_ENCODER_H_
