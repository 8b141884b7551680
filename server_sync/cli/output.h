// Reports go to standard output, everything else to standard error.
#ifndef NEARSHELF_SERVER_SYNC_CLI_OUTPUT_H_
#define NEARSHELF_SERVER_SYNC_CLI_OUTPUT_H_

#include <nlohmann/json.hpp>
#include <string>

#include "sdk/base/status.h"

namespace nearshelf::cli {

void print(const std::string& text);
// Indented, with a newline at the end; bytes that are not UTF-8 become U+FFFD.
void print(const nlohmann::json& json);
void print(const nlohmann::ordered_json& json);

// "nearshelf: clicks.csv:17: what is wrong" on standard error; returns the exit code for it.
int report_failure(const Status& status);

// A line on standard error.
void say(const std::string& text);

}  // namespace nearshelf::cli

#endif  // NEARSHELF_SERVER_SYNC_CLI_OUTPUT_H_
