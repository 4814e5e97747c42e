/* log_rebuild.c - the files of the whole sealed log made anew out of the database. */
#include "compliance/log_rebuild.h"

#include "compliance/archive_store.h"
#include "compliance/edge.h"
#include "compliance/log_tree.h"
#include "compliance/seal.h"

/* What the database has only stubs of: out of the archive in `from`. */
static bool
replay_archived(const char *from, struct edge *edge, int64_t leaves, struct err *err)
{
	struct log_tree tree;
	struct view entry;
	struct log_dir *dir = leaves > 0 ? log_dir_open(from, false, err) : NULL;
	bool done = leaves == 0 || dir != NULL;

	log_tree_init(&tree, dir, (uint64_t)leaves);
	for (uint64_t i = 0; done && i < (uint64_t)leaves; i++)
		done = log_tree_entry(&tree, i, &entry, err) && edge_add(edge, entry.data, entry.len, err);
	log_tree_release(&tree);
	log_dir_close(dir);
	return done;
}

/* All sealed entries again, in their order. */
static bool
replay(struct db *db, const char *from, struct edge *edge, int64_t leaves, struct err *err)
{
	struct seal seal;
	struct view body;
	bool more;

	if (!archive_reach(db, &seal, err) || !replay_archived(from, edge, seal.leaves, err) ||
	    !seal_batch(db, &seal, leaves - seal.leaves, err))
		return false;
	for (;;) {
		if (!seal_next(db, &seal, &body, &more, err))
			return false;
		if (!more)
			return edge_settle(edge, err);
		if (!edge_add(edge, body.data, body.len, err))
			return false;
	}
}

static bool
rebuild(struct db *db, const char *from, struct log_dir *dir, const struct note_key *key, struct checkpoint *out, struct err *err)
{
	struct log_keys keys;
	struct buf note = {0};
	struct edge *edge = edge_new(dir);

	bool done = seal_keys(db, key, &keys, err) && log_keys_know(&keys, key, err) &&
	    seal_last_note(db, &note, err) && log_keys_open(&keys, buf_view(&note), out, err) &&
	    replay(db, from, edge, (int64_t)out->size, err);
	if (done) {
		struct checkpoint made = edge_checkpoint(edge);
		done = made.size == out->size && node_equal(&made.root, &out->root);
		if (!done)
			fail(err, ERR_REFUSED, "the database's entries are not the %llu that were signed",
			    (unsigned long long)out->size);
	}
	done = done && seal_publish_handovers(db, dir, err) && log_dir_publish(dir, "checkpoint", note.data, note.len, err);
	edge_free(edge);
	buf_release(&note);
	return done;
}

bool
log_rebuild(struct db *db, const char *from, const char *to, const struct note_key *key, struct checkpoint *out, struct err *err)
{
	struct log_dir *dir = log_dir_open(to, true, err);
	bool done = dir != NULL && rebuild(db, from, dir, key, out, err);

	log_dir_close(dir);
	return done;
}
