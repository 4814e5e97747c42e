/*
 * tile.h - which files a log of a given size consists of (C2SP tlog-tiles).
 *
 * A tile holds up to 256 hashes of one level; level 0 are the leaves, each
 * hash of level l + 1 covers a full tile of level l.  The bundle is the file
 * with the entries of a level-0 tile.
 */
#ifndef COMPLIANCE_TILE_H
#define COMPLIANCE_TILE_H

#include <stdint.h>

enum { TILE_WIDTH = 256, TILE_LEVELS = 8, TILE_NAME = 96, TILE_BUNDLE = -1 };

struct tile {
	int level;		/* 0 .. 7, or TILE_BUNDLE: the entries of a level-0 tile */
	uint64_t index;
	unsigned width;		/* 1 .. 256; below 256 the tile is partial */
};

/* "tile/1/x001/234.p/17", "tile/entries/000"; bytes of name: TILE_NAME. */
void tile_name(const struct tile *tile, char name[TILE_NAME]);
/* The hashes that level has in a tree of that size; a bundle counts as level 0. */
uint64_t tile_hashes(int level, uint64_t size);
/* The tile `index` of a level in a tree of that size; its width is 0 when there is none. */
struct tile tile_of(int level, uint64_t index, uint64_t size);

#endif
