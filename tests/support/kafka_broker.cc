#include "tests/support/kafka_broker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace nearshelf::testing {
namespace {

constexpr int kStartSeconds = 180;  // a JVM on a machine that others keep busy

std::string jar_directory() {
  if (const char* cache = std::getenv("NEARSHELF_CACHE")) return std::string(cache) + "/kafka";
  const char* home = std::getenv("HOME");
  return std::string(home ? home : "/root") + "/.cache/nearshelf/kafka";
}

sockaddr_in local(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// One that nobody has now. Kafka has to be told its ports.
int free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = local(0);
  socklen_t size = sizeof(address);
  ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(descriptor);
  return ntohs(address.sin_port);
}

bool takes_connections(int port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = local(port);
  const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  ::close(descriptor);
  return connected;
}

}  // namespace

Result<std::unique_ptr<KafkaBroker>> KafkaBroker::start() {
  std::unique_ptr<KafkaBroker> broker(new KafkaBroker);
  broker->jars_ = jar_directory();
  if (::access((broker->jars_ + "/pom.xml").c_str(), R_OK) != 0 || ::access("/usr/bin/java", X_OK) != 0) {
    return Status(Code::kNotFound, "the jars of Kafka, or Java, are not there: script/kafka fetches them");
  }
  NEARSHELF_RETURN_IF_ERROR(broker->format());
  NEARSHELF_RETURN_IF_ERROR(broker->start_again());
  return broker;
}

KafkaBroker::~KafkaBroker() { kill(); }

pid_t KafkaBroker::spawn(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words = {"/usr/bin/java",    "-Xmx256m", "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC", "-cp",      jars_ + "/*"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string log_path = dir_.file("log");
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int log_file = ::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(log_file, STDOUT_FILENO);
  ::dup2(log_file, STDERR_FILENO);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

Status KafkaBroker::format() {
  port_ = free_port();
  const std::string controller = "127.0.0.1:" + std::to_string(free_port());
  write_text(dir_.file("server.properties"),
             "process.roles=broker,controller\nnode.id=1\ncontroller.quorum.voters=1@" + controller +
                 "\nlisteners=PLAINTEXT://" + address() + ",CONTROLLER://" + controller +
                 "\nadvertised.listeners=PLAINTEXT://" + address() +
                 "\ncontroller.listener.names=CONTROLLER\n"
                 "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
                 "log.dirs=" +
                 dir_.file("data") +
                 "\nnum.partitions=2\noffsets.topic.replication.factor=1\nauto.create.topics.enable=true\n"
                 "transaction.state.log.replication.factor=1\ntransaction.state.log.min.isr=1\n"
                 "log.cleaner.enable=false\ngroup.initial.rebalance.delay.ms=0\n");
  const pid_t child = spawn(
      {"kafka.tools.StorageTool", "format", "-t", "bmVhcnNoZWxmLXRlc3Q5OQ", "-c", dir_.file("server.properties")});
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ok_status() : io_error("the format failed: " + log());
}

void KafkaBroker::kill() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

Status KafkaBroker::start_again() {
  process_ = spawn({"kafka.Kafka", dir_.file("server.properties")});
  for (int tries = 0; tries < kStartSeconds * 10; ++tries) {
    if (takes_connections(port_)) return ok_status();
    if (::waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      break;
    }
    ::usleep(100'000);
  }
  return io_error("Kafka does not start: " + log());
}

}  // namespace nearshelf::testing
