/* sealing.c - one sealer at work. */
#include "compliance/sealing.h"

#include <stdlib.h>
#include <string.h>

#include "compliance/courier.h"
#include "compliance/gost.h"
#include "compliance/log_tree.h"
#include "compliance/sealer.h"

struct sealing {
	struct db *db;
	struct log_key key;
	struct log_keys keys;		/* it and those before it */
	struct gost_key *gost;		/* NULL: Ed25519 alone */
	struct log_dir *dir;
	struct edge *edge;
	struct buf memory_path;		/* the last checkpoint signed, beside the key */
	struct seal head;
	struct checkpoint last;		/* the last one signed */
};

/* A checkpoint that stands in a file must be the database's last one or an earlier one of the same log. */
static bool
check_memory(struct sealing *sealing, const char *where, bool was_read, struct view note, struct err *err)
{
	struct checkpoint old;

	if (!was_read)
		return err->kind == ERR_ABSENT;
	if (!log_keys_open(&sealing->keys, note, &old, err))
		return fail_prefix(err, "%s", where);
	if (old.size > sealing->last.size)
		return fail(err, ERR_REFUSED, "%s: %llu entries were signed, the database knows of %llu: "
		    "was it restored from an older copy? Nothing is signed until that is mended", where,
		    (unsigned long long)old.size, (unsigned long long)sealing->last.size);
	return log_tree_continues(sealing->dir, &old, &sealing->last, err) || fail_prefix(err, "%s", where);
}

static bool
check_memories(struct sealing *sealing, struct err *err)
{
	static const char *const published[] = {"checkpoint", "witnessed"};
	struct buf note = {0};
	bool was_read, right = true;

	for (int i = 0; right && i < 2; i++) {
		was_read = log_dir_read(sealing->dir, published[i], NOTE_MAX, &note, err);
		right = check_memory(sealing, published[i], was_read, buf_view(&note), err);
		buf_clear(&note);
	}
	if (right) {
		was_read = buf_read_file(&note, sealing->memory_path.data, NOTE_MAX, err);
		right = check_memory(sealing, sealing->memory_path.data, was_read, buf_view(&note), err);
	}
	buf_release(&note);
	return right;
}

/* Beside the key first: once others can see a signature, the key must know of it. */
static bool
publish(struct sealing *sealing, struct view note, struct err *err)
{
	return file_write_whole(sealing->memory_path.data, note.data, note.len, err) &&
	    log_dir_publish(sealing->dir, "checkpoint", note.data, note.len, err);
}

static bool
sign_note(const struct sealing *sealing, const struct checkpoint *checkpoint, struct buf *note, struct err *err)
{
	checkpoint_sign(checkpoint, &sealing->key.verifier, sealing->key.seed, note);
	return sealing->gost == NULL || gost_sign_note(sealing->gost, note, err);
}

/* The empty log has its checkpoint too: from then on there is something to be consistent with. */
static bool
sign_empty(struct sealing *sealing, int64_t now, struct buf *note, struct err *err)
{
	if (sealing->head.leaves != 0)
		return fail(err, ERR_REFUSED, "the database has sealed entries and no checkpoint of them");
	merkle_empty(&sealing->last.root);
	if (!check_memories(sealing, err))
		return false;
	return sign_note(sealing, &sealing->last, note, err) && seal_record(sealing->db, &sealing->head, &sealing->head, &sealing->last, buf_view(note), now, err);
}

static bool
load_last(struct sealing *sealing, int64_t now, struct buf *note, struct err *err)
{
	if (!seal_last_note(sealing->db, note, err))
		return err->kind == ERR_ABSENT && sign_empty(sealing, now, note, err);
	if (!log_keys_open(&sealing->keys, buf_view(note), &sealing->last, err))
		return fail_prefix(err, "the database's last checkpoint");
	if (sealing->last.size != (uint64_t)sealing->head.leaves)
		return fail(err, ERR_REFUSED, "the database has sealed %lld entries and signed %llu",
		    (long long)sealing->head.leaves, (unsigned long long)sealing->last.size);
	return true;
}

/* Nothing is signed by a key that has given up, or that nobody has vouched for. */
static bool
take_keys(struct sealing *sealing, const struct settings *settings, struct err *err)
{
	const struct note_key *own = &sealing->key.verifier;

	if (!seal_keys(sealing->db, own, &sealing->keys, err))
		return false;
	const struct note_key *newest = log_keys_newest(&sealing->keys);
	return memcmp(newest->public_key, own->public_key, KEY_SIZE) == 0 || fail(err, ERR_REFUSED, "%s is not the key that the one "
	    "before it vouched for: if a change was broken off, dozvon audit key rotate ends it", settings->log_key);
}

/* A new key signs once more what the old one signed last: from then on it answers for it. */
static bool
sign_again(const struct sealing *sealing, struct buf *note, struct err *err)
{
	if (note_has_line(buf_view(note), &sealing->key.verifier))
		return true;
	buf_clear(note);
	return sign_note(sealing, &sealing->last, note, err);
}

static bool
take_up(struct sealing *sealing, const struct settings *settings, int64_t now, struct err *err)
{
	struct buf note = {0};
	bool taken = take_keys(sealing, settings, err) && seal_head(sealing->db, &sealing->head, err) && load_last(sealing, now, &note, err) &&
	    check_memories(sealing, err) && courier_check(settings, &sealing->last, buf_view(&note), err);

	if (taken) {
		sealing->edge = sealing->last.size == 0 ? edge_new(sealing->dir) :
		    edge_load(sealing->dir, &sealing->last, err);
		taken = sealing->edge != NULL || fail_prefix(err, "the log's files are damaged (audit rebuild makes them anew)");
	}
	taken = taken && sign_again(sealing, &note, err) && seal_publish_handovers(sealing->db, sealing->dir, err) && publish(sealing, buf_view(&note), err);
	buf_release(&note);
	return taken;
}

static bool
read_gost(struct sealing *sealing, const struct settings *settings, struct err *err)
{
	if (settings->log_gost_key[0] == '\0')
		return true;
	sealing->gost = gost_key_read(settings->log_gost_key, settings->log_origin, err);
	return sealing->gost != NULL;
}

struct sealing *
sealing_start(const struct settings *settings, struct db *db, int64_t now, struct err *err)
{
	struct sealing *sealing = memory_new(sizeof(*sealing));

	sealing->db = db;
	buf_add_format(&sealing->memory_path, "%s.signed", settings->log_key);
	if (log_key_read(settings, &sealing->key, err) && read_gost(sealing, settings, err) &&
	    (sealing->dir = log_dir_open(settings->log_dir, true, err)) != NULL && take_up(sealing, settings, now, err))
		return sealing;
	return sealing_end(sealing);
}

void *
sealing_end(struct sealing *sealing)
{
	if (sealing == NULL)
		return NULL;
	edge_free(sealing->edge);
	log_dir_close(sealing->dir);
	log_key_release(&sealing->key);
	gost_key_free(sealing->gost);
	buf_release(&sealing->memory_path);
	free(sealing);
	return NULL;
}

/* Entries after head into the edge; head moves with them. */
static bool
take_entries(struct sealing *sealing, struct seal *head, struct err *err)
{
	struct view body;
	bool more;

	if (!seal_batch(sealing->db, head, SEALER_BATCH, err))
		return false;
	for (;;) {
		if (!seal_next(sealing->db, head, &body, &more, err))
			return false;
		if (!more)
			return true;
		if (!edge_add(sealing->edge, body.data, body.len, err))
			return false;
	}
}

static bool
sign(struct sealing *sealing, const struct seal *head, int64_t now, struct err *err)
{
	struct checkpoint next = edge_checkpoint(sealing->edge);
	struct buf note = {0};

	if (!log_tree_continues(sealing->dir, &sealing->last, &next, err))
		return false;
	bool done = sign_note(sealing, &next, &note, err) && seal_record(sealing->db, &sealing->head, head, &next, buf_view(&note), now, err) &&
	    publish(sealing, buf_view(&note), err);
	buf_release(&note);
	if (done) {
		edge_drop_partials(sealing->edge, sealing->last.size);
		sealing->last = next;
		sealing->head = *head;
	}
	return done;
}

bool
sealing_batch(struct sealing *sealing, int64_t now, int64_t *sealed, struct err *err)
{
	struct seal head = sealing->head;

	if (!take_entries(sealing, &head, err))
		return false;
	*sealed = head.leaves - sealing->head.leaves;
	return *sealed == 0 || (edge_settle(sealing->edge, err) && sign(sealing, &head, now, err));
}

bool
sealing_hand_over(struct sealing *sealing, const struct log_key *next, int64_t now, struct err *err)
{
	struct handover handover = {sealing->key.verifier, next->verifier, sealing->last};
	struct buf note = {0};

	handover_sign(&handover, sealing->key.seed, next->seed, &note);
	bool done = seal_add_handover(sealing->db, buf_view(&note), now, err);
	buf_release(&note);
	return done;
}
