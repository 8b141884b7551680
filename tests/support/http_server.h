// http_server.py as a child process, for as long as the object lives.
#ifndef NEARSHELF_TESTS_SUPPORT_HTTP_SERVER_H_
#define NEARSHELF_TESTS_SUPPORT_HTTP_SERVER_H_

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace nearshelf::testing {

class HttpServer {
 public:
  // certificate: empty = without TLS.
  explicit HttpServer(const std::string& directory, const std::string& certificate = "", const std::string& key = "") {
    int in[2];
    int out[2];
    if (::pipe(in) != 0 || ::pipe(out) != 0) std::abort();
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      for (const int end : {in[0], in[1], out[0], out[1]}) ::close(end);
      const std::string script = NEARSHELF_SOURCE_DIR "/tests/support/http_server.py";
      std::vector<const char*> arguments = {"python3", script.c_str(), directory.c_str()};
      if (!certificate.empty()) arguments.insert(arguments.end(), {certificate.c_str(), key.c_str()});
      arguments.push_back(nullptr);
      ::execvp("python3", const_cast<char**>(arguments.data()));
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = ::fdopen(out[0], "r");
    if (!output_ || std::fscanf(output_, "%d", &port_) != 1) port_ = 0;
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer() {
    ::close(input_);
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    if (output_) std::fclose(output_);
  }

  int port() const { return port_; }  // 0 = it did not start
  std::string url(const std::string& scheme = "http", const std::string& host = "127.0.0.1") const {
    return scheme + "://" + host + ":" + std::to_string(port_);
  }

 private:
  pid_t child_ = -1;
  int input_ = -1;
  std::FILE* output_ = nullptr;
  int port_ = 0;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_HTTP_SERVER_H_
