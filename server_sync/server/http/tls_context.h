// Certificate and key, as a TLS server needs them. TLS 1.2 or newer.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_TLS_CONTEXT_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_TLS_CONTEXT_H_

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "sdk/base/status.h"

namespace nearshelf::server {

struct TlsContext {
  TlsContext() : context(boost::asio::ssl::context::tls_server) {}
  boost::asio::ssl::context context;
};

// `certificate`: PEM, the server's own first, then those that lead to the root. Errors: kInvalidArgument, the place is
// the file.
Result<std::shared_ptr<TlsContext>> load_tls(const std::string& certificate, const std::string& key);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_TLS_CONTEXT_H_
