// CMake asks a program for a source; all of a module is in libraries, and its exports pull it out of them.
