/* edge.c - the growing right edge of a log: the open tile of every level and the open bundle. */
#include "compliance/edge.h"

#include <stdlib.h>
#include <string.h>

#include "compliance/bundle.h"

struct edge {
	struct log_dir *dir;
	uint64_t size;
	unsigned width[TILE_LEVELS];	/* of the open tile, 0 to 255 */
	unsigned written[TILE_LEVELS];	/* the width that its file on disk was last written with */
	struct node tile[TILE_LEVELS][TILE_WIDTH];
	struct buf bundle;
};

struct edge *
edge_new(struct log_dir *dir)
{
	struct edge *edge = memory_new(sizeof(*edge));
	edge->dir = dir;
	return edge;
}

void *
edge_free(struct edge *edge)
{
	if (edge != NULL)
		buf_release(&edge->bundle);
	free(edge);
	return NULL;
}

static bool
write_tile(struct edge *edge, int level, unsigned width, struct err *err)
{
	struct tile tile = {.level = level, .index = (tile_hashes(level, edge->size) - 1) / TILE_WIDTH, .width = width};
	char name[TILE_NAME];

	if (level == 0) {
		struct tile bundle = {.level = TILE_BUNDLE, .index = tile.index, .width = width};
		tile_name(&bundle, name);
		if (!log_dir_write(edge->dir, name, edge->bundle.data, edge->bundle.len, err))
			return false;
	}
	tile_name(&tile, name);
	edge->written[level] = width % TILE_WIDTH;
	return log_dir_write(edge->dir, name, edge->tile[level], width * sizeof(struct node), err);
}

bool
edge_add(struct edge *edge, const void *entry, size_t len, struct err *err)
{
	struct node hash;
	int level = 0;

	bundle_add(&edge->bundle, entry, len);
	merkle_leaf(entry, len, &hash);
	edge->size++;
	for (;;) {
		must(level < TILE_LEVELS);
		edge->tile[level][edge->width[level]++] = hash;
		if (edge->width[level] < TILE_WIDTH)
			return true;
		if (!write_tile(edge, level, TILE_WIDTH, err))
			return false;
		if (level == 0)
			buf_clear(&edge->bundle);
		merkle_fold(edge->tile[level], TILE_WIDTH, &hash);
		edge->width[level++] = 0;
	}
}

/* From the right: each bit of a level's width is a whole subtree to the left of what is there. */
struct checkpoint
edge_checkpoint(const struct edge *edge)
{
	struct checkpoint checkpoint = {.size = edge->size};
	bool begun = false;

	for (int level = 0; level < TILE_LEVELS; level++)
		for (unsigned bit = 1; bit < TILE_WIDTH; bit *= 2) {
			struct node left;
			if (!(edge->width[level] & bit))
				continue;
			merkle_fold(&edge->tile[level][edge->width[level] & ~(2 * bit - 1)], bit, &left);
			if (begun)
				merkle_node(&left, &checkpoint.root, &checkpoint.root);
			else
				checkpoint.root = left;
			begun = true;
		}
	if (!begun)
		merkle_empty(&checkpoint.root);
	return checkpoint;
}

bool
edge_settle(struct edge *edge, struct err *err)
{
	for (int level = 0; level < TILE_LEVELS; level++)
		if (edge->width[level] != edge->written[level] && edge->width[level] > 0 &&
		    !write_tile(edge, level, edge->width[level], err))
			return false;
	return log_dir_sync(edge->dir, err);
}

void
edge_drop_partials(struct edge *edge, uint64_t size)
{
	for (int level = TILE_BUNDLE; level < TILE_LEVELS; level++) {
		uint64_t hashes = tile_hashes(level, size);
		uint64_t index = hashes / TILE_WIDTH;
		if (hashes % TILE_WIDTH != 0 && tile_hashes(level, edge->size) / TILE_WIDTH > index)
			log_dir_drop_partials(edge->dir, level, index);
	}
}

static bool
load_tile(struct edge *edge, int level, struct buf *buf, struct err *err)
{
	struct tile tile = tile_of(level, tile_hashes(level, edge->size) / TILE_WIDTH, edge->size);
	char name[TILE_NAME];

	if (tile.width == 0)
		return true;
	tile_name(&tile, name);
	if (!log_dir_read(edge->dir, name, TILE_WIDTH * sizeof(struct node), buf, err))
		return false;
	if (buf->len != tile.width * sizeof(struct node))
		return fail(err, ERR_REFUSED, "%s: %zu bytes instead of %zu", name, buf->len,
		    tile.width * sizeof(struct node));
	memcpy(edge->tile[level], buf->data, buf->len);
	edge->width[level] = edge->written[level] = tile.width;
	return true;
}

/* The open bundle must hold exactly the entries that the open tile has the hashes of. */
static bool
load_bundle(struct edge *edge, struct err *err)
{
	struct tile bundle = tile_of(TILE_BUNDLE, edge->size / TILE_WIDTH, edge->size);
	char name[TILE_NAME];
	struct view rest, entry;
	struct node hash;

	if (bundle.width == 0)
		return true;
	tile_name(&bundle, name);
	if (!log_dir_read(edge->dir, name, BUNDLE_MAX, &edge->bundle, err))
		return false;
	rest = buf_view(&edge->bundle);
	for (unsigned i = 0; i < bundle.width; i++) {
		if (!bundle_next(&rest, &entry))
			return fail(err, ERR_REFUSED, "%s ends inside entry %u", name, i);
		merkle_leaf(entry.data, entry.len, &hash);
		if (!node_equal(&hash, &edge->tile[0][i]))
			return fail(err, ERR_REFUSED, "%s: entry %u is not what its tile has the hash of", name, i);
	}
	return rest.len == 0 || fail(err, ERR_REFUSED, "%s: bytes after the last entry", name);
}

static bool
load(struct edge *edge, const struct checkpoint *checkpoint, struct err *err)
{
	struct buf buf = {0};
	bool loaded = true;

	edge->size = checkpoint->size;
	for (int level = 0; level < TILE_LEVELS && loaded; level++)
		loaded = load_tile(edge, level, &buf, err);
	buf_release(&buf);
	if (!loaded || !load_bundle(edge, err))
		return false;
	struct checkpoint now = edge_checkpoint(edge);
	return node_equal(&now.root, &checkpoint->root) ||
	    fail(err, ERR_REFUSED, "the tiles on disk do not lead to the root that was signed for size %llu",
	    (unsigned long long)checkpoint->size);
}

struct edge *
edge_load(struct log_dir *dir, const struct checkpoint *checkpoint, struct err *err)
{
	struct edge *edge = edge_new(dir);

	if (load(edge, checkpoint, err))
		return edge;
	if (err->kind == ERR_ABSENT)
		err->kind = ERR_REFUSED;
	return edge_free(edge);
}
