/*
 * arena.h - memory of many pieces that is given back at once, and wiped first.
 *
 * For what is built once and dies together, such as a compiled recipe.
 * Pieces are zeroed when new; out of memory stops the process.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/buf.h"

struct arena_piece;
struct arena {
	struct arena_piece *newest;
};

void *arena_new(struct arena *arena, size_t len);
struct view arena_copy(struct arena *arena, struct view text);	/* followed by a NUL */
/* Calls back when the arena is released, the newest first; for pieces that own something else. */
void arena_at_release(struct arena *arena, void (*release)(void *piece), void *piece);
void arena_release(struct arena *arena);	/* zeroed struct is fine */

#endif
