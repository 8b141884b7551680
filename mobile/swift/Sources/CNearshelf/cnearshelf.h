#ifndef NEARSHELF_MOBILE_SWIFT_SOURCES_CNEARSHELF_CNEARSHELF_H_
#define NEARSHELF_MOBILE_SWIFT_SOURCES_CNEARSHELF_CNEARSHELF_H_

/* The C ABI of an installed Nearshelf; pkg-config says where it is. */
#include <nearshelf/nearshelf.h>

#endif /* NEARSHELF_MOBILE_SWIFT_SOURCES_CNEARSHELF_CNEARSHELF_H_ */
