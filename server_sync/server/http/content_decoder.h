// Request bodies, decompressed piece by piece, never beyond a limit.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONTENT_DECODER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONTENT_DECODER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "sdk/base/status.h"
#include "server_sync/server/http/header_values.h"

namespace nearshelf::server {

class ContentDecoder {
 public:
  // `limit`: bytes that may come out.
  static std::unique_ptr<ContentDecoder> make(ContentCoding coding, size_t limit);
  virtual ~ContentDecoder() = default;

  // Appends what `input` decodes to. Errors: kLimit, kCorrupt.
  virtual Status push(std::string_view input, std::string& output) = 0;
  // Errors: kCorrupt when the data end too early.
  virtual Status finish() = 0;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_CONTENT_DECODER_H_
