// The program nearshelf-server.
#ifndef NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_PROGRAM_H_
#define NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_PROGRAM_H_

namespace nearshelf::server {

int run_program(int argc, const char* const* argv);

}  // namespace nearshelf::server

#endif  // NEARSHELF_SERVER_SYNC_SERVER_PROGRAM_PROGRAM_H_
