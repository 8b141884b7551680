// A client of a few lines that does what no good client would.
#ifndef NEARSHELF_TESTS_UNIT_SERVER_HTTP_CLIENT_H_
#define NEARSHELF_TESTS_UNIT_SERVER_HTTP_CLIENT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace nearshelf::server {

struct Answer {
  int status = 0;  // 0: none came
  std::string head;
  std::string body;
  // "" when it is not there.
  std::string header(const std::string& name) const;
};

// A blocking connection to 127.0.0.1; every read gives up after ten seconds.
class Client {
 public:
  explicit Client(uint16_t port);
  Client(Client&& other) noexcept;
  ~Client();

  // False when the other side has closed.
  bool send(std::string_view text);
  // Reads one answer by its Content-Length.
  Answer receive(bool head_only = false);
  Answer ask(std::string_view request) { return send(request) ? receive() : Answer(); }
  // True when the other side closes within ten seconds.
  bool is_closed();
  void close_sending();

 private:
  int socket_;
  std::string waiting_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_TESTS_UNIT_SERVER_HTTP_CLIENT_H_
