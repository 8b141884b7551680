/* Whether memory stays flat while something is done over and over; for C and C++. */
#ifndef NEARSHELF_TESTS_ABI_MEMORY_USE_H_
#define NEARSHELF_TESTS_ABI_MEMORY_USE_H_

#ifdef __cplusplus
extern "C" {
#endif

/* What is promised when NEARSHELF_LEAK_FULL is 1, a part of it otherwise, and less on an emulator (NEARSHELF_SLOWNESS).
 */
long leak_count(long promised, long otherwise);

/* Does it `count` times after a tenth of that, which fills what is kept on purpose. Prints a line of what it took and
 * of what more is held at the end; 1 when that is next to nothing, in the heap and of the process. */
int stays_flat(const char* what, long count, void (*body)(void* context), void* context);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* NEARSHELF_TESTS_ABI_MEMORY_USE_H_ */
