// Chores that come round: one thread, one after the other.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_HOUSEKEEPER_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_HOUSEKEEPER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace nearshelf::server {

struct Chore {
  std::chrono::milliseconds first;  // after the start
  std::chrono::milliseconds every;
  std::function<void()> run;
};

class Housekeeper {
 public:
  explicit Housekeeper(std::vector<Chore> chores);
  Housekeeper(const Housekeeper&) = delete;
  Housekeeper& operator=(const Housekeeper&) = delete;
  ~Housekeeper();  // after the chore under way

 private:
  void serve();

  std::vector<Chore> chores_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_HOUSEKEEPER_H_
