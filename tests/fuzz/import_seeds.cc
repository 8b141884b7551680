// Writes the seeds of import_fuzzer: small exports that differ in what they have.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
    return 2;
  }
  const std::string head = R"({"format":"nearshelf-profile","format_version":2,"exported_at_ms":1764078000000,)";
  const std::string sessions =
      R"("sessions":[{"session_id":3,"started_ms":1,"last_active_ms":2,"event_count":2,"ended":false}],)";
  const std::string events[] = {
      R"({"event_id":"a","kind":"view","time_ms":1,"session_id":3,"item_id":"sku","dwell_ms":5,"scroll_percent":60})",
      R"({"event_id":"b","kind":"purchase","time_ms":2,"session_id":3,"item_id":"sku","quantity":2,"price":9.95})",
      R"({"event_id":"c","kind":"search","time_ms":3,"query":"rain \u00e4 coat"})",
      R"({"event_id":"d","kind":"rating","time_ms":4,"item_id":"sku","rating":4.5,"new":[{"x":null}]})"};
  const std::string tail =
      R"(,"decisions":[{"time_ms":1,"policy_version":"1","granted":["measurement"],"effective":[]}],"queued_events":1})";
  for (unsigned parts = 0; parts < 16; ++parts) {
    std::string list;
    for (unsigned i = 0; i < 4; ++i) {
      if (parts >> i & 1) list += (list.empty() ? "" : ",") + events[i];
    }
    const auto path = std::filesystem::path(argv[1]) / ("seed" + std::to_string(parts));
    std::ofstream file(path, std::ios::binary);
    file << head << sessions << "\"events\":[" << list << "]" << tail;
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
  }
  return 0;
}
