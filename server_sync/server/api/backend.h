// What the routes work with.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_API_BACKEND_H_
#define NEARSHELF_SERVER_SYNC_SERVER_API_BACKEND_H_

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/log.h"
#include "sdk/base/time.h"
#include "server_sync/server/api/metrics.h"
#include "server_sync/server/api/model_shelf.h"
#include "server_sync/server/api/workers.h"
#include "server_sync/server/http/message.h"
#include "server_sync/server/ingest/group_committer.h"
#include "server_sync/server/ingest/ingest.h"
#include "server_sync/server/ingest/receipt_limit.h"
#include "server_sync/server/ingest/receipt_signer.h"
#include "server_sync/server/store/event_store.h"

namespace nearshelf::server {

struct Backend {
  EventStore* store = nullptr;
  Ingest* ingest = nullptr;
  ReceiptLimit* receipts = nullptr;
  ReceiptLimit* erasures = nullptr;  // apart: a flood of receipts must not keep anybody from erasing
  GroupCommitter* committer = nullptr;
  const ReceiptSigner* signer = nullptr;
  std::vector<Bytes32> listed_keys;  // that receipts can be verified with: the signer's and retired ones
  ModelShelf* models = nullptr;
  Workers* workers = nullptr;
  Metrics* metrics = nullptr;
  const std::atomic<bool>* draining = nullptr;
  std::function<LoadFigures()> load;
  std::function<TimeMs()> now_ms;
  LogSink log;
  std::string version;
  TimeMs started_ms = 0;
  std::string spool_directory;
  std::string metrics_token;
  size_t max_body_bytes = 0;
  size_t max_model_bytes = 0;
};

// Runs work() on a worker and responds with what it returns; 503 when too much waits for them.
void answer_from_worker(const Backend& backend, Respond respond, std::function<Response()> work);

// problem_of(), with what the client is not told in the log.
Response failure(const Backend& backend, std::string_view what, const Status& error);

Response json_response(int status, std::string body);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_API_BACKEND_H_
