#ifndef NEARSHELF_SERVER_SYNC_DATA_NUMBER_TEXT_H_
#define NEARSHELF_SERVER_SYNC_DATA_NUMBER_TEXT_H_

#include <cstdint>
#include <string>

namespace nearshelf::data {

// 1234567 -> "1,234,567".
std::string grouped(uint64_t number);

}  // namespace nearshelf::data

#endif  // NEARSHELF_SERVER_SYNC_DATA_NUMBER_TEXT_H_
