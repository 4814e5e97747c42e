/* tile.c - which files a log of a given size consists of. */
#include "compliance/tile.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

/* Groups of three digits, all but the last with an x: 1234067 is x001/x234/067. */
static int
put_index(char *name, size_t room, uint64_t index)
{
	uint64_t group = 1;
	int len = 0;

	while (index / group >= 1000)
		group *= 1000;
	for (; group > 1; group /= 1000)
		len += snprintf(name + len, room - (size_t)len, "x%03d/", (int)(index / group % 1000));
	return len + snprintf(name + len, room - (size_t)len, "%03d", (int)(index % 1000));
}

void
tile_name(const struct tile *tile, char name[TILE_NAME])
{
	int len;

	must(tile->width >= 1 && tile->width <= TILE_WIDTH);
	if (tile->level == TILE_BUNDLE)
		len = snprintf(name, TILE_NAME, "tile/entries/");
	else
		len = snprintf(name, TILE_NAME, "tile/%d/", tile->level);
	len += put_index(name + len, TILE_NAME - (size_t)len, tile->index);
	if (tile->width < TILE_WIDTH)
		snprintf(name + len, TILE_NAME - (size_t)len, ".p/%u", tile->width);
}

uint64_t
tile_hashes(int level, uint64_t size)
{
	return level <= 0 ? size : size >> (8 * level);
}

struct tile
tile_of(int level, uint64_t index, uint64_t size)
{
	struct tile tile = {.level = level, .index = index};
	uint64_t hashes = tile_hashes(level, size);

	if (hashes > index * TILE_WIDTH)
		tile.width = hashes - index * TILE_WIDTH >= TILE_WIDTH ? TILE_WIDTH :
		    (unsigned)(hashes - index * TILE_WIDTH);
	return tile;
}
