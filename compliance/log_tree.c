/*
 * log_tree.c - reading the tree and the entries of a log out of its files.
 *
 * Files are read, not mapped: a bundle is 77 KB, its copy costs a thirtieth of
 * its hashing, and a file cut while it is mapped would kill the process.
 */
#include "compliance/log_tree.h"

#include <stdlib.h>
#include <string.h>

#include "compliance/bundle.h"

void
log_tree_init(struct log_tree *tree, const struct log_dir *dir, uint64_t size)
{
	*tree = (struct log_tree){.dir = dir, .size = size};
}

enum { KEPT_LEVELS = 4 };
struct kept_tile {
	unsigned width;		/* 0: none yet */
	uint64_t index;
	struct node node[TILE_WIDTH];
};

void
log_tree_release(struct log_tree *tree)
{
	buf_release(&tree->buf);
	log_archive_release(&tree->archive);
	free(tree->kept);
}

/* A partial file may have gone once the full one is there: its beginning is the same. */
static bool
read_file(struct log_tree *tree, const struct tile *tile, size_t max, bool *is_full, struct err *err)
{
	struct tile full = {.level = tile->level, .index = tile->index, .width = TILE_WIDTH};
	struct err second;
	char name[TILE_NAME];

	tile_name(tile, name);
	*is_full = tile->width == TILE_WIDTH;
	if (log_dir_read(tree->dir, name, max, &tree->buf, err))
		return true;
	if (err->kind == ERR_ABSENT && tile->width < TILE_WIDTH) {
		tile_name(&full, name);
		*is_full = true;
		if (log_dir_read(tree->dir, name, max, &tree->buf, &second))
			return true;
	}
	if (err->kind == ERR_ABSENT && tile->level == TILE_BUNDLE) {
		*is_full = true;
		if (log_archive_bundle(&tree->archive, tree->dir, tile->index, &tree->buf, &second))
			return true;
		if (second.kind != ERR_ABSENT)
			*err = second;
	}
	if (err->kind == ERR_ABSENT)
		err->kind = ERR_REFUSED;
	return false;
}

bool
log_tree_tile(struct log_tree *tree, const struct tile *tile, struct node *out, struct err *err)
{
	size_t len = tile->width * sizeof(struct node);
	char name[TILE_NAME];
	bool is_full;

	if (!read_file(tree, tile, TILE_WIDTH * sizeof(struct node), &is_full, err))
		return false;
	if (tree->buf.len != (is_full ? TILE_WIDTH * sizeof(struct node) : len)) {
		tile_name(tile, name);
		return fail(err, ERR_REFUSED, "%s: %zu bytes instead of %zu", name, tree->buf.len, len);
	}
	memcpy(out, tree->buf.data, len);
	return true;
}

/* The first entries of a bundle. */
static struct view
cut(struct view bytes, unsigned entries)
{
	struct view rest = bytes, entry;

	for (unsigned i = 0; i < entries; i++)
		if (!bundle_next(&rest, &entry))
			return bytes;
	return (struct view){bytes.data, bytes.len - rest.len};
}

bool
log_tree_bundle(struct log_tree *tree, const struct tile *bundle, struct view *out, struct err *err)
{
	bool is_full;

	if (!read_file(tree, bundle, BUNDLE_MAX, &is_full, err))
		return false;
	*out = buf_view(&tree->buf);
	if (is_full && bundle->width < TILE_WIDTH)
		*out = cut(*out, bundle->width);
	return true;
}

bool
log_tree_entry(struct log_tree *tree, uint64_t index, struct view *out, struct err *err)
{
	struct tile bundle = tile_of(TILE_BUNDLE, index / TILE_WIDTH, tree->size);
	char name[TILE_NAME];
	struct view rest, entry;

	must(index < tree->size);
	if (!log_tree_bundle(tree, &bundle, &rest, err))
		return false;
	for (unsigned i = 0; i <= index % TILE_WIDTH; i++)
		if (!bundle_next(&rest, &entry)) {
			tile_name(&bundle, name);
			return fail(err, ERR_REFUSED, "%s ends inside entry %u", name, i);
		}
	*out = entry;
	return true;
}

static bool
read_subtree(void *self, int height, uint64_t index, struct node *out, struct err *err)
{
	struct log_tree *tree = self;
	struct kept_tile *kept;
	uint64_t first = index << height % 8;
	size_t count = (size_t)1 << height % 8;
	struct tile tile = tile_of(height / 8, first / TILE_WIDTH, tree->size);

	must(tile.width >= first % TILE_WIDTH + count);
	if (tree->kept == NULL)
		tree->kept = memory_new((KEPT_LEVELS + 1) * sizeof(*tree->kept));
	kept = &tree->kept[height / 8 < KEPT_LEVELS ? height / 8 : KEPT_LEVELS];
	if (kept->width < tile.width || kept->index != tile.index || kept == &tree->kept[KEPT_LEVELS]) {
		kept->width = 0;
		if (!log_tree_tile(tree, &tile, kept->node, err))
			return false;
		kept->width = tile.width;
		kept->index = tile.index;
	}
	merkle_fold(kept->node + first % TILE_WIDTH, count, out);
	return true;
}

struct subtrees
log_tree_subtrees(struct log_tree *tree)
{
	return (struct subtrees){read_subtree, tree};
}

bool
log_tree_continues(const struct log_dir *dir, const struct checkpoint *old, const struct checkpoint *next, struct err *err)
{
	struct log_tree tree;
	struct proof proof;
	bool proven = true;

	if (old->size == 0)
		return true;
	log_tree_init(&tree, dir, next->size);
	struct subtrees from = log_tree_subtrees(&tree);
	if (!merkle_prove_consistency(&from, old->size, next->size, &proof, err))
		proven = false;
	else if (!merkle_check_consistency(old->size, next->size, &old->root, &proof, &next->root))
		proven = fail(err, ERR_REFUSED, "the log of %llu entries does not begin with the %llu that were signed",
		    (unsigned long long)next->size, (unsigned long long)old->size);
	log_tree_release(&tree);
	return proven;
}
