#include "server_sync/server/program/program.h"

int main(int argc, char** argv) { return nearshelf::server::run_program(argc, argv); }
