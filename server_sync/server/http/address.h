// Client addresses: as the log may show them, and as limits count them.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_HTTP_ADDRESS_H_
#define NEARSHELF_SERVER_SYNC_SERVER_HTTP_ADDRESS_H_

#include <string>

namespace nearshelf::server {

// "203.0.113.0" of 203.0.113.7 (/24), "2001:db8:1::" of an IPv6 address (/48); "-" for what is no address.
std::string log_address(const std::string& address);
// What counts as one client: an IPv4 address, the /64 of an IPv6 address.
std::string client_group(const std::string& address);
// IPv4 in IPv6 ("::ffff:192.0.2.1") as the IPv4 address that it is; anything else as it stands.
std::string plain_address(const std::string& address);
bool is_loopback(const std::string& address);
// client_group(), or "" where no limit of one client's applies: what comes from this machine may be a proxy for
// everybody.
std::string limited_client(const std::string& address);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_HTTP_ADDRESS_H_
