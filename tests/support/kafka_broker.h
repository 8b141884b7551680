// An Apache Kafka broker of a test's own: one node in KRaft mode, from the jars that script/kafka fetches.
#ifndef NEARSHELF_TESTS_SUPPORT_KAFKA_BROKER_H_
#define NEARSHELF_TESTS_SUPPORT_KAFKA_BROKER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "sdk/base/status.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::testing {

class KafkaBroker {
 public:
  // Formats and starts it; it ends with this process, however that ends. Errors: kNotFound without jars or Java.
  static Result<std::unique_ptr<KafkaBroker>> start();
  KafkaBroker(const KafkaBroker&) = delete;
  KafkaBroker& operator=(const KafkaBroker&) = delete;
  ~KafkaBroker();

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  void kill();
  // With what it had, on the same port; returns when it takes connections.
  Status start_again();

 private:
  KafkaBroker() = default;
  Status format();
  pid_t spawn(const std::vector<std::string>& arguments) const;
  std::string log() const { return read_text(dir_.file("log")); }

  TempDir dir_;
  std::string jars_;
  int port_ = 0;
  pid_t process_ = -1;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_KAFKA_BROKER_H_
