#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Counts a thread's heap allocations. Linking this target puts its allocation functions in front of the C library's,
 * for every library of the process; they do the same, and count. */

/* What was allocated. Memory that was given back meanwhile is not taken off; a reallocation counts as one. */
struct allocations {
  size_t count;
  size_t bytes;
};

/* Whether allocations are counted: not under a sanitizer, which has allocation functions of its own. */
bool allocations_are_counted(void);

/* What the calling thread has allocated since it started. */
struct allocations allocations_so_far(void);

/* Bytes of the heap that are in use, by all threads, as the C library has them. */
size_t allocations_in_use(void);

/* Has `handler` called, with the size, for each allocation of the calling thread from now on; NULL ends that. What the
 * handler allocates is neither counted nor told. */
void allocations_observe(void (*handler)(size_t size));

#endif
