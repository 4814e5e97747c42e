/* fence.h - memory that ends where no byte may be read or written: a step too far is the end of the process, with gcc alone. */
#ifndef TESTS_SUPPORT_FENCE_H
#define TESTS_SUPPORT_FENCE_H

#include <stddef.h>

/* At most a page; size is a multiple of what its contents are aligned to. */
void *fence_new(size_t size);
void fence_free(void *memory, size_t size);
/* A copy of these bytes right in front of a fence. */
void *fence_copy(const void *bytes, size_t size);

#endif
