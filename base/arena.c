/* arena.c - memory of many pieces that is given back at once. */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct arena_piece {
	struct arena_piece *older;
	size_t len;
	void (*release)(void *piece);
	void *released;
	max_align_t bytes[];
};

void *
arena_new(struct arena *arena, size_t len)
{
	struct arena_piece *piece = memory_new(sizeof(*piece) + len);

	piece->older = arena->newest;
	piece->len = len;
	arena->newest = piece;
	return piece->bytes;
}

struct view
arena_copy(struct arena *arena, struct view text)
{
	char *copy = arena_new(arena, text.len + 1);

	if (text.len > 0)
		memcpy(copy, text.data, text.len);
	return (struct view){copy, text.len};
}

void
arena_at_release(struct arena *arena, void (*release)(void *piece), void *piece)
{
	arena_new(arena, 0);
	arena->newest->release = release;
	arena->newest->released = piece;
}

void
arena_release(struct arena *arena)
{
	while (arena->newest != NULL) {
		struct arena_piece *piece = arena->newest;
		arena->newest = piece->older;
		if (piece->release != NULL)
			piece->release(piece->released);
		explicit_bzero(piece->bytes, piece->len);
		free(piece);
	}
}
