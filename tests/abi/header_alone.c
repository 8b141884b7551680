/* The header needs nothing before it, in C11 as in C++. */
#include <nearshelf/nearshelf.h>
