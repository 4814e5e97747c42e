/* fence.c - two pages, the second of which is closed. */
#include "tests/support/fence.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/err.h"

static size_t
page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

void *
fence_new(size_t size)
{
	size_t page = page_size();
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must(pages != MAP_FAILED && size <= page && mprotect(pages + page, page, PROT_NONE) == 0);
	return pages + page - size;
}

void
fence_free(void *memory, size_t size)
{
	size_t page = page_size();
	must(munmap((char *)memory + size - page, 2 * page) == 0);
}

void *
fence_copy(const void *bytes, size_t size)
{
	return memcpy(fence_new(size), bytes, size);
}
