#include "memory_use.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What an allocator keeps in its lists may differ by this much; one block in each call, were it lost, would be more. */
static const int64_t kHeapBytes = 64 << 10;
static const int64_t kResidentBytes = 2 << 20;

static int64_t heap_bytes(void) {
  const struct mallinfo2 info = mallinfo2();
  return (int64_t)info.uordblks + (int64_t)info.hblkhd;
}

static int64_t resident_bytes(void) {
  long all = 0;
  long resident = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%ld %ld", &all, &resident) != 2) exit(2);
  fclose(file);
  return (int64_t)resident * sysconf(_SC_PAGESIZE);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

long leak_count(long promised, long otherwise) {
  const char* full = getenv("NEARSHELF_LEAK_FULL");
  const char* slowness = getenv("NEARSHELF_SLOWNESS");
  if (full != NULL && strcmp(full, "1") == 0) return promised;
  const long factor = slowness == NULL ? 1 : strtol(slowness, NULL, 10);
  return factor > 1 ? otherwise / factor + 1 : otherwise;
}

int stays_flat(const char* what, long count, void (*body)(void* context), void* context) {
  const long first = count / 10 > 50 ? count / 10 : 50;
  for (long i = 0; i < first; ++i) body(context);
  const int64_t heap = heap_bytes();
  const int64_t resident = resident_bytes();
  const double start = seconds();
  for (long i = 0; i < count; ++i) body(context);
  const double took = seconds() - start;
  const int64_t more_heap = heap_bytes() - heap;
  const int64_t more_resident = resident_bytes() - resident;
  /* On an emulator the process is the emulator, whose memory is its own affair. */
  const int flat = more_heap <= kHeapBytes && (more_resident <= kResidentBytes || getenv("NEARSHELF_SLOWNESS") != NULL);
  printf("%-34s %8ld times %7.2f s, heap %+7.1f KiB, process %+7.1f KiB%s\n", what, count, took,
         (double)more_heap / 1024, (double)more_resident / 1024, flat ? "" : "  NOT FLAT");
  return flat;
}
