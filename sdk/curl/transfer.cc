#include "sdk/curl/transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "sdk/curl/server_url.h"

namespace nearshelf::curl {
namespace {

constexpr const char* kUserAgent = "nearshelf/" NEARSHELF_VERSION;

// What libcurl's callbacks work on.
struct Exchange {
  const TransferOptions* options = nullptr;
  uint64_t max_bytes = 0;
  bool too_long = false;
  bool cancelled = false;
  TransferAnswer answer;
};

size_t take_body(char* data, size_t size, size_t count, void* user_data) {
  auto& exchange = *static_cast<Exchange*>(user_data);
  const size_t given = size * count;
  const uint64_t room = exchange.max_bytes + 1 - exchange.answer.body.size();
  exchange.answer.body.append(data, static_cast<size_t>(std::min<uint64_t>(given, room)));
  exchange.too_long = exchange.answer.body.size() > exchange.max_bytes;
  return exchange.too_long ? 0 : given;  // 0 ends the transfer
}

bool names(std::string_view line, std::string_view header) {
  return line.size() > header.size() && line[header.size()] == ':' &&
         std::equal(header.begin(), header.end(), line.begin(),
                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

std::string value_of(std::string_view line) {
  line.remove_prefix(line.find(':') + 1);
  const size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const size_t end = line.find_last_not_of(" \t\r\n");
  return end == std::string_view::npos || end < begin ? std::string()
                                                      : std::string(line.substr(begin, end - begin + 1));
}

size_t take_header(char* data, size_t size, size_t count, void* user_data) {
  auto& answer = static_cast<Exchange*>(user_data)->answer;
  const std::string_view line(data, size * count);
  if (line.substr(0, 5) == "HTTP/") {  // a status line: what came before belonged to an interim answer
    answer.retry_after.clear();
    answer.etag.clear();
  } else if (names(line, "retry-after")) {
    answer.retry_after = value_of(line);
  } else if (names(line, "etag")) {
    answer.etag = value_of(line);
  }
  return line.size();
}

int watch(void* user_data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& exchange = *static_cast<Exchange*>(user_data);
  exchange.cancelled = exchange.options->cancelled && exchange.options->cancelled();
  return exchange.cancelled ? 1 : 0;
}

bool library_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

void allow_protocols(CURL* curl, bool allow_http) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, allow_http ? "https,http" : "https");
#else
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTPS | (allow_http ? CURLPROTO_HTTP : 0)));
#endif
}

}  // namespace

struct Transfer::Handle {
  CURL* curl = library_ready() ? curl_easy_init() : nullptr;
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_easy_cleanup(curl); }
};

Transfer::Transfer(TransferOptions options) : options_(std::move(options)), handle_(std::make_unique<Handle>()) {}

Transfer::~Transfer() = default;

TransferAnswer Transfer::perform(const TransferRequest& request) {
  CURL* curl = handle_->curl;
  Exchange exchange;
  exchange.options = &options_;
  exchange.max_bytes = request.max_response_bytes;
  if (!curl) {
    exchange.answer.problem = "libcurl could not be initialised";
    return exchange.answer;
  }
  if (!is_allowed_url(request.url, options_.allow_http)) {
    exchange.answer.problem = "an address without TLS is not allowed";
    return exchange.answer;
  }
  curl_easy_reset(curl);                                        // keeps connections
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");  // a round trip before each batch would gain nothing
  for (const auto& [name, value] : request.headers) headers = curl_slist_append(headers, (name + ": " + value).c_str());
  std::array<char, CURL_ERROR_SIZE> reason{};
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason.data());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, kUserAgent);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can unpack
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout_ms));
  // A model has minutes to come, and a connection that is dead without saying so must not take them all.
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.stall_timeout_s));
  allow_protocols(curl, options_.allow_http);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);  // instead of the system's, not beside them
  }
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
  if (request.method == "POST") {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  }
  const CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  TransferAnswer& answer = exchange.answer;
  answer.cancelled = exchange.cancelled;
  if (result == CURLE_OK || exchange.too_long) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    answer.http_status = static_cast<int>(status);
    return std::move(answer);
  }
  answer.problem = reason[0] != '\0' ? reason.data() : curl_easy_strerror(result);
  answer.body.clear();
  return std::move(answer);
}

}  // namespace nearshelf::curl
