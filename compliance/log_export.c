/* log_export.c - a copy of a log as its checkpoint signed it. */
#include "compliance/log_export.h"

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
copy_witnessed(const struct log_dir *from, struct log_dir *to, const struct note_key *key, uint64_t size,
    struct err *err)
{
	struct checkpoint witnessed;
	struct buf note = {0};
	bool copied = log_dir_read(from, "witnessed", NOTE_MAX, &note, err) &&
	    checkpoint_open(buf_view(&note), key, &witnessed, err) && (witnessed.size > size ||
	    log_dir_publish(to, "witnessed", note.data, note.len, err));

	buf_release(&note);
	return copied || err->kind == ERR_ABSENT;
}

static bool
copy(const struct log_dir *from, struct log_dir *to, const struct note_key *key, struct checkpoint *out,
    struct err *err)
{
	struct log_tree tree;
	struct buf note = {0};
	bool copied = log_dir_read(from, "checkpoint", NOTE_MAX, &note, err) &&
	    checkpoint_open(buf_view(&note), key, out, err);

	if (copied) {
		log_tree_init(&tree, from, out->size);
		copied = copy_tiles(&tree, to, err) && log_dir_publish(to, "checkpoint", note.data, note.len, err) &&
		    copy_witnessed(from, to, key, out->size, err);
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
