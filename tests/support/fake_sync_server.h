// The sync server as a device sees it, in memory and made to misbehave: what it stored is known, whatever it answered.
#ifndef NEARSHELF_TESTS_SUPPORT_FAKE_SYNC_SERVER_H_
#define NEARSHELF_TESTS_SUPPORT_FAKE_SYNC_SERVER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace nearshelf::testing {

struct FakeAnswer {
  int http_status = 0;
  std::string body;
};

class FakeSyncServer {
 public:
  // A batch of events as POST /v1/events takes it: stores what is new and answers with verdicts. 400 for anything that
  // is no batch.
  FakeAnswer events(const std::string& body);
  // POST /v1/erase: forgets the pseudonyms and answers with a receipt.
  FakeAnswer erase(const std::string& body);

  struct Stored {
    std::string pseudonym;  // its 32 bytes
    std::string fields;     // all but the id, in one text
    uint8_t purposes = 0;
  };
  const std::map<std::string, Stored>& stored() const { return stored_; }  // by event id
  uint64_t duplicates() const { return duplicates_; }
  uint64_t conflicts() const { return conflicts_; }
  uint64_t reported_dropped() const { return reported_dropped_; }
  // Refuses (400) every batch with this event in it.
  void poison(const std::string& event_id) { poisoned_.insert(event_id); }
  const std::vector<std::string>& erase_requests() const { return erase_requests_; }  // ids, as often as they came

 private:
  std::map<std::string, Stored> stored_;
  std::set<std::string> poisoned_;
  std::vector<std::string> erase_requests_;
  uint64_t duplicates_ = 0;
  uint64_t conflicts_ = 0;
  uint64_t reported_dropped_ = 0;
  std::set<uint64_t> dropped_reports_;
};

}  // namespace nearshelf::testing

#endif  // NEARSHELF_TESTS_SUPPORT_FAKE_SYNC_SERVER_H_
