// What the program tells the shell.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_EXIT_CODE_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_EXIT_CODE_H_

namespace nearshelf::server {

inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1;
inline constexpr int kUsage = 2;

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_EXIT_CODE_H_
