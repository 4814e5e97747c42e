/* log_verify.c - whether the files of a log are what its key has signed. */
#include "compliance/log_verify.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "compliance/bundle.h"
#include "compliance/log_keys.h"
#include "compliance/log_tree.h"

enum { THREADS_MAX = 16 };

/* A part of the level-0 tiles, checked by one thread. */
struct part {
	pthread_t thread;
	struct log_tree tree;
	uint64_t first, end;		/* tile indexes */
	uint64_t entries;
	struct node above[TILE_WIDTH];	/* the level-1 tile over the tiles at hand */
	bool intact;
	struct err err;
};

/* The hashes of a tile made anew from what is below it: its entries, or the full tiles of the lower level. */
static bool
remake(struct log_tree *tree, const struct tile *tile, struct node *out, struct err *err)
{
	struct tile below = tile_of(TILE_BUNDLE, tile->index, tree->size);
	struct node nodes[TILE_WIDTH];
	struct view rest, entry;

	if (tile->level == 0 && !log_tree_bundle(tree, &below, &rest, err))
		return false;
	for (unsigned i = 0; i < tile->width; i++) {
		if (tile->level == 0) {
			if (!bundle_next(&rest, &entry))
				return false;
			merkle_leaf(entry.data, entry.len, &out[i]);
			continue;
		}
		below = tile_of(tile->level - 1, tile->index * TILE_WIDTH + i, tree->size);
		if (!log_tree_tile(tree, &below, nodes, err))
			return false;
		merkle_fold(nodes, TILE_WIDTH, &out[i]);
	}
	return true;
}

/* The tile does not fit to what is above it, which fits to the signature: say which of its hashes is wrong. */
static bool
blame(struct log_tree *tree, const struct tile *tile, const struct node *nodes, struct err *err)
{
	struct node made[TILE_WIDTH];
	struct err second;
	char name[TILE_NAME];

	tile_name(tile, name);
	if (remake(tree, tile, made, &second))
		for (unsigned i = 0; i < tile->width; i++)
			if (!node_equal(&nodes[i], &made[i]))
				return fail(err, ERR_REFUSED, "%s: hash %u is wrong (entries from index %llu)", name, i,
				    (unsigned long long)((tile->index * TILE_WIDTH + i) << (8 * tile->level)));
	return fail(err, ERR_REFUSED, "%s: does not lead to the signed root (entries from index %llu)", name,
	    (unsigned long long)((tile->index * TILE_WIDTH) << (8 * tile->level)));
}

/* Only the last tile of each level has a part in the root: one of them is wrong. */
static bool
blame_last_tiles(struct log_tree *tree, struct err *err)
{
	struct node nodes[TILE_WIDTH], made[TILE_WIDTH];
	struct err second;

	for (int level = 0; level < TILE_LEVELS; level++) {
		struct tile tile = tile_of(level, tile_hashes(level, tree->size) / TILE_WIDTH, tree->size);
		if (tile.width == 0)
			continue;
		if (!log_tree_tile(tree, &tile, nodes, err))
			return false;
		if (!remake(tree, &tile, made, &second) || memcmp(nodes, made, tile.width * sizeof(struct node)) != 0)
			return blame(tree, &tile, nodes, err);
	}
	return fail(err, ERR_REFUSED, "tiles and entries agree with each other and not with the signed root of size %llu",
	    (unsigned long long)tree->size);
}

static bool
check_root(struct log_tree *tree, const struct node *root, struct err *err)
{
	struct subtrees from = log_tree_subtrees(tree);
	struct node made;

	if (!merkle_root(&from, tree->size, &made, err))
		return false;
	return node_equal(&made, root) || blame_last_tiles(tree, err);
}

/* A full tile against its hash in the tile above. */
static bool
check_tile(struct log_tree *tree, const struct tile *tile, const struct node *above, struct node *out, struct err *err)
{
	struct node hash;

	if (!log_tree_tile(tree, tile, out, err))
		return false;
	if (tile->width < TILE_WIDTH)
		return true;	/* check_root has seen it */
	merkle_fold(out, TILE_WIDTH, &hash);
	return node_equal(&hash, &above[tile->index % TILE_WIDTH]) || blame(tree, tile, out, err);
}

static bool
load_above(struct log_tree *tree, const struct tile *tile, struct node *above, struct err *err)
{
	struct tile parent = tile_of(tile->level + 1, tile->index / TILE_WIDTH, tree->size);
	return parent.width == 0 || log_tree_tile(tree, &parent, above, err);
}

/* Levels above 0, from the top: what is compared with is already known to be right. */
static bool
check_levels(struct log_tree *tree, uint64_t start, struct err *err)
{
	struct node above[TILE_WIDTH], nodes[TILE_WIDTH];

	for (int level = TILE_LEVELS - 2; level > 0; level--) {
		uint64_t first = tile_hashes(level, start) / TILE_WIDTH;
		struct tile tile;
		for (uint64_t i = first; (tile = tile_of(level, i, tree->size)).width > 0; i++) {
			if ((i == first || i % TILE_WIDTH == 0) && !load_above(tree, &tile, above, err))
				return false;
			if (!check_tile(tree, &tile, above, nodes, err))
				return false;
		}
	}
	return true;
}

static bool
check_entries(struct part *part, const struct tile *tile, const struct node *nodes)
{
	struct tile bundle = {.level = TILE_BUNDLE, .index = tile->index, .width = tile->width};
	char name[TILE_NAME];
	struct view rest, entry;
	struct node hash;
	unsigned i;

	tile_name(&bundle, name);
	if (!log_tree_bundle(&part->tree, &bundle, &rest, &part->err))
		return false;
	for (i = 0; i < tile->width; i++) {
		unsigned long long index = tile->index * TILE_WIDTH + i;
		if (!bundle_next(&rest, &entry))
			return fail(&part->err, ERR_REFUSED, "%s: ends inside entry %u (index %llu)", name, i, index);
		merkle_leaf(entry.data, entry.len, &hash);
		if (!node_equal(&hash, &nodes[i]))
			return fail(&part->err, ERR_REFUSED, i + 1 < tile->width && node_equal(&hash, &nodes[i + 1]) ?
			    "%s: entry %u was removed (index %llu)" : "%s: entry %u was changed (index %llu)", name, i, index);
	}
	part->entries += i;
	return rest.len == 0 || fail(&part->err, ERR_REFUSED, "%s: %zu bytes after the last entry", name, rest.len);
}

static void *
check_part(void *argument)
{
	struct part *part = argument;
	struct node nodes[TILE_WIDTH];

	part->intact = true;
	for (uint64_t i = part->first; i < part->end && part->intact; i++) {
		struct tile tile = tile_of(0, i, part->tree.size);
		if (i == part->first || i % TILE_WIDTH == 0)
			part->intact = load_above(&part->tree, &tile, part->above, &part->err);
		part->intact = part->intact && check_tile(&part->tree, &tile, part->above, nodes, &part->err) &&
		    check_entries(part, &tile, nodes);
	}
	return NULL;
}

/* The fault of the first part is the first fault. */
static bool
check_parts(const struct log_dir *dir, uint64_t start, uint64_t size, int threads, uint64_t *entries, struct err *err)
{
	static struct part parts[THREADS_MAX];
	uint64_t first = start / TILE_WIDTH;
	uint64_t tiles = (size + TILE_WIDTH - 1) / TILE_WIDTH - first;
	bool intact = true;

	must(threads >= 1 && threads <= THREADS_MAX);
	for (int i = 0; i < threads; i++) {
		struct part *part = &parts[i];
		*part = (struct part){.first = first + tiles * (uint64_t)i / (uint64_t)threads,
		    .end = first + tiles * (uint64_t)(i + 1) / (uint64_t)threads};
		log_tree_init(&part->tree, dir, size);
		if (i > 0)
			must(pthread_create(&part->thread, NULL, check_part, part) == 0);
	}
	check_part(&parts[0]);
	for (int i = 0; i < threads; i++) {
		if (i > 0)
			pthread_join(parts[i].thread, NULL);
		*entries += parts[i].entries;
		if (!parts[i].intact && intact) {
			*err = parts[i].err;
			intact = false;
		}
		log_tree_release(&parts[i].tree);
	}
	return intact;
}

/* A checkpoint signed before, or elsewhere: it must be the root of our own beginning. */
struct older {
	struct checkpoint checkpoint;
	struct buf note;
	const char *where;
	bool is_there;
};

static bool
contradicts(const struct log_verify *wish, const struct buf *ours, const struct older *old, struct err *err)
{
	if (wish->histories != NULL) {
		buf_add(wish->histories, ours->data, ours->len);
		buf_add_char(wish->histories, '\n');
		buf_add(wish->histories, old->note.data, old->note.len);
	}
	return fail(err, ERR_REFUSED,
	    "%s: two histories: the first %llu entries are not those that the older checkpoint signed", old->where,
	    (unsigned long long)old->checkpoint.size);
}

static bool
check_size(const struct older *old, uint64_t size, struct err *err)
{
	return !old->is_there || old->checkpoint.size <= size || fail(err, ERR_REFUSED,
	    "%s: the tail is missing: %llu entries here, %llu were signed before", old->where, (unsigned long long)size,
	    (unsigned long long)old->checkpoint.size);
}

static bool
check_older(struct log_tree *tree, const struct log_verify *wish, const struct buf *ours, const struct older *old,
    struct err *err)
{
	struct subtrees from = log_tree_subtrees(tree);
	struct node root;

	if (!old->is_there)
		return true;
	if (!merkle_root(&from, old->checkpoint.size, &root, err))
		return false;
	return node_equal(&root, &old->checkpoint.root) || contradicts(wish, ours, old, err);
}

static bool
check_key_sizes(const struct log_keys *keys, uint64_t size, struct err *err)
{
	char name[LOG_KEYS_NAME];

	for (int i = 0; i + 1 < keys->count; i++) {
		log_keys_name(i + 1, name);
		if (!check_size(&(struct older){.checkpoint = keys->last[i], .where = name, .is_there = true}, size, err))
			return false;
	}
	return true;
}

/* What each key signed last, before it gave up, must be our own beginning too. */
static bool
check_handovers(struct log_tree *tree, const struct log_keys *keys, struct err *err)
{
	struct subtrees from = log_tree_subtrees(tree);
	char name[LOG_KEYS_NAME];
	struct node root;

	for (int i = 0; i + 1 < keys->count; i++) {
		const struct checkpoint *last = &keys->last[i];
		log_keys_name(i + 1, name);
		if (!merkle_root(&from, last->size, &root, err))
			return false;
		if (!node_equal(&root, &last->root))
			return fail(err, ERR_REFUSED, "%s: two histories: the first %llu entries are not those that the key signed "
			    "before it gave up", name, (unsigned long long)last->size);
	}
	return true;
}

/* The log's folder has what witnesses have cosigned; what is asked for and not there is a fault. */
static bool
read_witnessed(const struct log_dir *dir, const struct log_verify *wish, const struct log_keys *keys, struct older *old,
    struct log_verified *out, struct err *err)
{
	int asked = wish->witnesses ? wish->quorum : 0;

	if (!log_dir_read(dir, "witnessed", NOTE_MAX, &old->note, err))
		return (err->kind == ERR_ABSENT && asked == 0) ||
		    (err->kind == ERR_ABSENT && fail(err, ERR_REFUSED, "witnessed: no checkpoint was cosigned"));
	if (!log_keys_open(keys, buf_view(&old->note), &old->checkpoint, err) ||
	    (wish->witnesses && !witnesses_count(wish->witnesses, buf_view(&old->note), &out->cosigned, err)))
		return fail_prefix(err, "witnessed");
	old->is_there = true;
	out->witnessed = old->checkpoint.size;
	return out->cosigned >= asked || fail(err, ERR_REFUSED, "witnessed: cosigned by %d of the witnesses, %d are asked for",
	    out->cosigned, asked);
}

static bool
read_since(const struct log_verify *wish, const struct log_keys *keys, struct older *old, struct err *err)
{
	if (wish->since == NULL)
		return true;
	old->is_there = log_keys_open_file(keys, wish->since, &old->checkpoint, &old->note, err);
	return old->is_there;
}

static bool
verify_files(const struct log_dir *dir, const struct log_verify *wish, const struct log_keys *keys, const struct buf *note,
    struct older old[2], struct log_verified *out, struct err *err)
{
	uint64_t size = out->checkpoint.size;
	struct log_tree tree;

	if (!read_since(wish, keys, &old[0], err) || !read_witnessed(dir, wish, keys, &old[1], out, err) ||
	    !check_size(&old[0], size, err) || !check_size(&old[1], size, err) ||
	    !check_key_sizes(keys, size, err))
		return false;
	uint64_t start = wish->only_new ? old[0].checkpoint.size : 0;
	log_tree_init(&tree, dir, size);
	bool intact = check_root(&tree, &out->checkpoint.root, err) && check_levels(&tree, start, err) &&
	    check_parts(dir, start, size, wish->threads, &out->entries, err) &&
	    check_older(&tree, wish, note, &old[0], err) && check_older(&tree, wish, note, &old[1], err) &&
	    check_handovers(&tree, keys, err);
	log_tree_release(&tree);
	return intact;
}

static bool
verify_in(const struct log_dir *dir, const struct log_verify *wish, struct log_verified *out, struct err *err)
{
	struct older old[2] = {{.where = wish->since}, {.where = "witnessed"}};
	struct log_keys keys;
	struct buf note = {0};
	bool is_signed = log_keys_read(dir, wish->key, &keys, err) && log_dir_read(dir, "checkpoint", NOTE_MAX, &note, err) &&
	    (log_keys_open(&keys, buf_view(&note), &out->checkpoint, err) || fail_prefix(err, "checkpoint"));
	bool intact = is_signed && verify_files(dir, wish, &keys, &note, old, out, err);

	buf_release(&note);
	buf_release(&old[0].note);
	buf_release(&old[1].note);
	return intact;
}

bool
log_verify(const struct log_verify *wish, struct log_verified *out, struct err *err)
{
	struct log_verified verified = {0};
	struct log_dir *dir = log_dir_open(wish->path, false, err);

	if (dir == NULL)
		return false;
	bool intact = verify_in(dir, wish, &verified, err);
	log_dir_close(dir);
	if (intact)
		*out = verified;
	return intact;
}
