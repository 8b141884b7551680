// What the server has in its database, read without the server's code for it.
#ifndef NEARSHELF_TESTS_SERVER_STORED_EVENTS_H_
#define NEARSHELF_TESTS_SERVER_STORED_EVENTS_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace nearshelf::server_test {

struct StoredEvents {
  std::unordered_map<uint32_t, int> times;  // by the number in the event's id (Traffic::event_id)
  int64_t counted = 0;                      // events by the store's own counts
  int64_t keys = 0;                         // event ids by the store's own table of them
  int64_t quarantined = 0;
  std::string error;  // empty when all could be read

  // In words, for a test's message: the acknowledged ones that are not there once.
  std::string check(const std::vector<bool>& acknowledged) const;
};

StoredEvents read_sqlite(const std::string& path, uint64_t seed);
StoredEvents read_postgres(const std::string& conninfo, uint64_t seed);

}  // namespace nearshelf::server_test

#endif  // NEARSHELF_TESTS_SERVER_STORED_EVENTS_H_
