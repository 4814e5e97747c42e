/* log_export.c - a copy of a log as its checkpoint signed it. */
#include "compliance/log_export.h"

#include "compliance/log_keys.h"
#include "compliance/log_tree.h"

static bool
copy_tile(struct log_tree *from, struct log_dir *to, const struct tile *tile, struct err *err)
{
	struct node nodes[TILE_WIDTH];
	struct view bytes = {(const char *)nodes, tile->width * sizeof(struct node)};
	char name[TILE_NAME];

	bool read = tile->level == TILE_BUNDLE ? log_tree_bundle(from, tile, &bytes, err) :
	    log_tree_tile(from, tile, nodes, err);
	tile_name(tile, name);
	return read && log_dir_write(to, name, bytes.data, bytes.len, err);
}

static bool
copy_tiles(struct log_tree *from, struct log_dir *to, struct err *err)
{
	struct tile tile;

	for (int level = TILE_BUNDLE; level < TILE_LEVELS; level++)
		for (uint64_t i = 0; (tile = tile_of(level, i, from->size)).width > 0; i++)
			if (!copy_tile(from, to, &tile, err))
				return false;
	return log_dir_sync(to, err);
}

/* What the witnesses have cosigned goes along, when there is such a thing and the copy reaches so far. */
static bool
copy_witnessed(const struct log_dir *from, struct log_dir *to, const struct log_keys *keys, uint64_t size,
    struct err *err)
{
	struct checkpoint witnessed;
	struct buf note = {0};
	bool copied = log_dir_read(from, "witnessed", NOTE_MAX, &note, err) &&
	    log_keys_open(keys, buf_view(&note), &witnessed, err) && (witnessed.size > size ||
	    log_dir_publish(to, "witnessed", note.data, note.len, err));

	buf_release(&note);
	return copied || err->kind == ERR_ABSENT;
}

/* The handovers: without them nobody can follow from the key he knows to the one that signs now. */
static bool
copy_keys(const struct log_dir *from, struct log_dir *to, const struct log_keys *keys, struct err *err)
{
	char name[LOG_KEYS_NAME];
	struct buf note = {0};
	bool copied = true;

	for (int i = 1; copied && i < keys->count; i++) {
		log_keys_name(i, name);
		copied = log_dir_read(from, name, NOTE_MAX, &note, err) && log_dir_write(to, name, note.data, note.len, err);
	}
	buf_release(&note);
	return copied && log_dir_sync(to, err);
}

static bool
copy(const struct log_dir *from, struct log_dir *to, const struct note_key *key, struct checkpoint *out,
    struct err *err)
{
	struct log_tree tree;
	struct log_keys keys;
	struct buf note = {0};
	bool copied = log_keys_read(from, key, &keys, err) && log_dir_read(from, "checkpoint", NOTE_MAX, &note, err) &&
	    log_keys_open(&keys, buf_view(&note), out, err);

	if (copied) {
		log_tree_init(&tree, from, out->size);
		copied = copy_tiles(&tree, to, err) && copy_keys(from, to, &keys, err) &&
		    log_dir_publish(to, "checkpoint", note.data, note.len, err) && copy_witnessed(from, to, &keys, out->size, err);
		log_tree_release(&tree);
	}
	buf_release(&note);
	return copied;
}

bool
log_export(const char *from, const char *to, const struct note_key *key, struct checkpoint *out, struct err *err)
{
	struct log_dir *source = log_dir_open(from, false, err);
	struct log_dir *target = source ? log_dir_open(to, true, err) : NULL;
	bool copied = target != NULL && copy(source, target, key, out, err);

	log_dir_close(target);
	log_dir_close(source);
	return copied;
}
