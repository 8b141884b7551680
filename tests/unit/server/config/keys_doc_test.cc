#include "server_sync/server/config/keys_doc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace nearshelf::server {
namespace {

using ::testing::HasSubstr;

TEST(KeysDoc, HasARowWithDefaultAndRange) {
  EXPECT_THAT(keys_table(),
              HasSubstr("| `limits.connections` | `10000` | Connections open at a time (1 to 1000000) |\n"));
  EXPECT_THAT(keys_table(), HasSubstr("`debug` `info` `warning` `error`"));
}

TEST(KeysDoc, OperationsPageHasThisTable) {
  EXPECT_THAT(testing::read_text(NEARSHELF_SOURCE_DIR "/docs/operations.md"), HasSubstr(keys_table()));
}

}  // namespace
}  // namespace nearshelf::server
