#include "tests/unit/server/http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace nearshelf::server {

std::string Answer::header(const std::string& name) const {
  const size_t found = head.find("\r\n" + name + ": ");
  if (found == std::string::npos) return "";
  const size_t begin = found + name.size() + 4;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

Client::Client(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval limit{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(std::exchange(socket_, -1));
  }
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), waiting_(std::move(other.waiting_)) {}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

Answer Client::receive(bool head_only) {
  Answer answer;
  const auto more = [this] {
    char piece[16 * 1024];
    const ssize_t got = ::recv(socket_, piece, sizeof piece, 0);
    if (got > 0) waiting_.append(piece, static_cast<size_t>(got));
    return got > 0;
  };
  size_t end = std::string::npos;
  while ((end = waiting_.find("\r\n\r\n")) == std::string::npos) {
    if (!more()) return answer;
  }
  answer.head = waiting_.substr(0, end + 2);
  waiting_.erase(0, end + 4);
  answer.status = std::atoi(answer.head.c_str() + sizeof "HTTP/1.1" - 1);
  const size_t length = head_only ? 0 : std::strtoull(answer.header("Content-Length").c_str(), nullptr, 10);
  while (waiting_.size() < length) {
    if (!more()) break;
  }
  answer.body = waiting_.substr(0, length);
  waiting_.erase(0, answer.body.size());
  return answer;
}

bool Client::is_closed() {
  char piece[4096];
  ssize_t got = 1;
  while (got > 0) got = ::recv(socket_, piece, sizeof piece, 0);
  return got == 0 || errno == ECONNRESET;
}

void Client::close_sending() { ::shutdown(socket_, SHUT_WR); }

}  // namespace nearshelf::server
