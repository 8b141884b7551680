#include "server_sync/cli/command.h"

int main(int argc, char** argv) { return nearshelf::cli::run_program(argc, argv); }
