#include <algorithm>
#include <cstdio>
#include <new>
#include <string>
#include <utility>

#include "nearshelf/nearshelf_curl.h"
#include "sdk/curl/server_url.h"
#include "sdk/curl/transfer.h"

namespace {

using nearshelf::curl::Transfer;
using nearshelf::curl::TransferAnswer;
using nearshelf::curl::TransferOptions;
using nearshelf::curl::TransferRequest;

constexpr uint32_t kMaxConnectTimeoutMs = 300'000;
constexpr size_t kMaxPathBytes = 4096;

nsh_status report(nsh_status code, const std::string& message, const char* place, nsh_error* error) {
  if (!error) return code;
  error->code = code;
  std::snprintf(error->message, sizeof(error->message), "%s", message.c_str());
  std::snprintf(error->place, sizeof(error->place), "%s", place);
  return code;
}

nsh_status refuse(const std::string& message, const char* place, nsh_error* error) {
  return report(NSH_STATUS_INVALID_ARGUMENT, message, place, error);
}

nsh_status check(const nsh_shelf* shelf, const nsh_curl_options* options, nsh_error* error) {
  if (!shelf) return refuse("is NULL", "shelf", error);
  if (!options) return refuse("is NULL", "options", error);
  if (options->struct_size < sizeof(*options)) return refuse("struct_size is too small", "options", error);
  const auto* bytes = reinterpret_cast<const unsigned char*>(options);
  if (std::any_of(bytes + sizeof(*options), bytes + options->struct_size, [](unsigned char b) { return b != 0; })) {
    return report(NSH_STATUS_UNSUPPORTED_VERSION, "sets a field that this version does not have", "options", error);
  }
  if (options->server_url.size > 0 && !options->server_url.data) return refuse("is NULL", "options.server_url", error);
  const std::string_view url(options->server_url.data, options->server_url.size);
  const std::string fault = nearshelf::curl::server_url_fault(url, options->allow_http != 0);
  if (!fault.empty()) return refuse(fault, "options.server_url", error);
  if (options->ca_file.size > 0 && !options->ca_file.data) return refuse("is NULL", "options.ca_file", error);
  const std::string_view ca_file(options->ca_file.data, options->ca_file.size);
  if (ca_file.size() > kMaxPathBytes || ca_file.find('\0') != std::string_view::npos) {
    return refuse("longer than 4096 bytes, or has a NUL inside", "options.ca_file", error);
  }
  if (options->moment != NSH_MOMENT_NORMAL && options->moment != NSH_MOMENT_LEAVING) {
    return refuse("no moment", "options.moment", error);
  }
  if (options->connect_timeout_ms == 0 || options->connect_timeout_ms > kMaxConnectTimeoutMs) {
    return refuse("not 1 to 300000", "options.connect_timeout_ms", error);
  }
  return NSH_STATUS_OK;
}

std::string text_of(const nsh_string& text) { return std::string(text.data, text.size); }
nsh_string view_of(const std::string& text) { return {text.data(), text.size()}; }

TransferRequest request_of(const nsh_task* task, const nsh_task_info& info, const std::string& server_url) {
  TransferRequest request;
  request.method = text_of(info.method);
  request.url = nearshelf::curl::join_url(server_url, text_of(info.url));
  for (size_t i = 0; i < info.header_count; ++i) {
    nsh_string name;
    nsh_string value;
    if (nsh_task_get_header(task, i, &name, &value, nullptr) != NSH_STATUS_OK) break;
    request.headers.emplace_back(text_of(name), text_of(value));
  }
  if (info.body_size > 0) request.body = {reinterpret_cast<const char*>(info.body), info.body_size};
  request.timeout_ms = info.timeout_ms;
  request.max_response_bytes = info.max_response_bytes;
  return request;
}

nsh_status finish(nsh_shelf* shelf, nsh_task* task, const TransferAnswer& answer, nsh_error* error) {
  nsh_task_outcome outcome;
  nsh_task_outcome_init(&outcome);
  outcome.http_status = answer.http_status;
  outcome.retry_after = view_of(answer.retry_after);
  outcome.etag = view_of(answer.etag);
  outcome.body = reinterpret_cast<const uint8_t*>(answer.body.data());
  outcome.body_size = answer.body.size();
  return nsh_shelf_finish_task(shelf, task, &outcome, error);
}

nsh_status run(nsh_shelf* shelf, const nsh_curl_options& options, int64_t* wait_ms, nsh_error* error) {
  const std::string server_url = text_of(options.server_url);
  TransferOptions transfer_options;
  transfer_options.ca_file = text_of(options.ca_file);
  transfer_options.allow_http = options.allow_http != 0;
  transfer_options.connect_timeout_ms = options.connect_timeout_ms;
  if (options.cancelled) {
    transfer_options.cancelled = [&options] { return options.cancelled(options.cancelled_user_data) != 0; };
  }
  Transfer transfer(transfer_options);
  nsh_status first = NSH_STATUS_OK;
  nsh_error first_error = {};
  for (uint32_t done = 0; options.max_tasks == 0 || done < options.max_tasks; ++done) {
    if (transfer_options.cancelled && transfer_options.cancelled()) {
      return report(NSH_STATUS_CANCELLED, "cancelled", "", error);
    }
    nsh_task* task = nullptr;
    const nsh_status next = nsh_shelf_next_task(shelf, options.moment, &task, wait_ms, error);
    if (next != NSH_STATUS_OK) return next;
    if (!task) break;
    nsh_task_info info = {};
    info.struct_size = sizeof(info);
    nsh_task_get_info(task, &info, nullptr);
    const TransferRequest request = request_of(task, info, server_url);
    const TransferAnswer answer = transfer.perform(request);
    if (answer.cancelled) {
      nsh_task_free(task);  // without a pause before the next: nobody has refused it
      return report(NSH_STATUS_CANCELLED, "cancelled", "", error);
    }
    if (!answer.problem.empty() && options.log) {
      options.log(options.log_user_data, NSH_LOG_WARNING, (request.url + ": " + answer.problem).c_str());
    }
    nsh_error finish_error = {};
    const nsh_status finished = finish(shelf, task, answer, &finish_error);
    if (finished != NSH_STATUS_OK && first == NSH_STATUS_OK) {
      first = finished;
      first_error = finish_error;
    }
  }
  if (error && first != NSH_STATUS_OK) *error = first_error;
  if (first == NSH_STATUS_OK) report(NSH_STATUS_OK, "", "", error);
  return first;
}

}  // namespace

extern "C" {

void nsh_curl_options_init(nsh_curl_options* options) {
  *options = nsh_curl_options{};
  options->struct_size = sizeof(*options);
  options->moment = NSH_MOMENT_NORMAL;
  options->connect_timeout_ms = 10'000;
}

nsh_status nsh_curl_run(nsh_shelf* shelf, const nsh_curl_options* options, int64_t* wait_ms, nsh_error* error) {
  if (wait_ms) *wait_ms = 0;
  try {
    const nsh_status checked = check(shelf, options, error);
    return checked == NSH_STATUS_OK ? run(shelf, *options, wait_ms, error) : checked;
  } catch (const std::bad_alloc&) {
    return report(NSH_STATUS_OUT_OF_MEMORY, "out of memory", "", error);
  } catch (const std::exception& e) {
    return report(NSH_STATUS_INTERNAL, e.what(), "exception", error);
  }
}

}  // extern "C"
