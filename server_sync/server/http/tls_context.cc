#include "server_sync/server/http/tls_context.h"

#include <openssl/ssl.h>

namespace nearshelf::server {
namespace {

// Of what the client offers we take HTTP/1.1, and nothing when that is not among it.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned int size, void*) {
  static const unsigned char kProtocol[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, length, kProtocol, sizeof kProtocol - 1, offered, size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> load_tls(const std::string& certificate, const std::string& key) {
  auto made = std::make_shared<TlsContext>();
  boost::asio::ssl::context& context = made->context;
  boost::system::error_code error;
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);  // an idle connection holds none
  SSL_CTX_set_alpn_select_cb(context.native_handle(), choose_protocol, nullptr);
  context.use_certificate_chain_file(certificate, error);
  if (error) return invalid_argument("cannot be used as a certificate chain: " + error.message(), certificate);
  context.use_private_key_file(key, boost::asio::ssl::context::pem, error);
  if (error) return invalid_argument("cannot be used as the certificate's key: " + error.message(), key);
  if (SSL_CTX_check_private_key(context.native_handle()) != 1) {
    return invalid_argument("is not the key of the certificate", key);
  }
  return made;
}

}  // namespace nearshelf::server
