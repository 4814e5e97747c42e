/*
 * capsule_log.c - the folder log/ of a capsule: keys, newest checkpoint, inclusion proofs, cosigned and stamped checkpoints.
 *
 * Nothing of the database is needed here: the log's own folder has it all.
 */
#include "compliance/capsule_log.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "compliance/log_key.h"
#include "compliance/log_proof.h"
#include "compliance/witnesses.h"

enum { ANSWER_MAX = 1 << 20, CA_MAX = 1 << 22 };

struct capsule_log {
	struct capsule_box *box;
	const struct settings *settings;
	struct log_dir *dir;
	struct log_tree tree;
	struct log_keys keys;		/* all that have signed it: older notes stand under older keys */
	struct buf note;		/* the newest checkpoint */
	struct checkpoint head;
};

static bool
add_entries(struct capsule_log *log, const int64_t *leaf, size_t count, struct err *err)
{
	struct buf proof = {0};
	bool added = true;
	char name[40];

	if (count > 0 && (uint64_t)leaf[count - 1] >= log->head.size)
		return fail(err, ERR_RETRY, "the newest entries about this are not sealed yet: try again in a second");
	for (size_t i = 0; i < count && added; i++) {
		snprintf(name, sizeof(name), "log/%09lld.proof", (long long)leaf[i]);
		buf_clear(&proof);
		added = log_proof_add(&log->tree, (uint64_t)leaf[i], buf_view(&log->note), &log->head, &proof, err) &&
		    capsule_box_add(log->box, name, buf_view(&proof), err);
	}
	buf_release(&proof);
	return added;
}

/* NAME.path: that an older checkpoint is the beginning of the newest; sizes, then hashes in base64, one a line. */
static bool
add_path(struct capsule_log *log, const char *name, const struct checkpoint *old, struct err *err)
{
	struct subtrees from = log_tree_subtrees(&log->tree);
	struct proof proof;
	struct buf text = {0};

	if (old->size == 0 || old->size > log->head.size)
		return fail(err, ERR_RETRY, "the log has grown meanwhile");
	if (!merkle_prove_consistency(&from, old->size, log->head.size, &proof, err))
		return false;
	if (!merkle_check_consistency(old->size, log->head.size, &old->root, &proof, &log->head.root))
		return fail(err, ERR_REFUSED, "log/%s is of another history of this log: run audit verify", name);
	buf_add_format(&text, "old %llu\nnew %llu\n", (unsigned long long)old->size, (unsigned long long)log->head.size);
	for (size_t i = 0; i < proof.count; i++) {
		base64_add(&text, proof.node[i].bytes, SHA256_SIZE);
		buf_add_char(&text, '\n');
	}
	char path[80];
	snprintf(path, sizeof(path), "log/%s.path", name);
	bool added = capsule_box_add(log->box, path, buf_view(&text), err);
	buf_release(&text);
	return added;
}

/* A signed note of the log's folder, under its own name, and its way to the newest. */
static bool
add_note(struct capsule_log *log, const char *file, const char *name, struct err *err)
{
	struct checkpoint old;
	struct buf note = {0};
	char path[80];

	snprintf(path, sizeof(path), "log/%s", name);
	bool added = log_dir_read(log->dir, file, NOTE_MAX, &note, err) &&
	    log_keys_open(&log->keys, buf_view(&note), &old, err) && capsule_box_add(log->box, path, buf_view(&note), err) &&
	    add_path(log, name, &old, err);
	buf_release(&note);
	return added;
}

/* Which witnesses there are, so that whoever has their keys from elsewhere can compare. */
static bool
add_witnessed(struct capsule_log *log, struct err *err)
{
	struct witnesses witnesses;
	struct buf keys = {0}, note = {0};
	struct err none;

	if (!log_dir_read(log->dir, "witnessed", NOTE_MAX, &note, &none)) {
		buf_release(&note);
		return none.kind == ERR_ABSENT || fail(err, none.kind, "%s", none.text);
	}
	buf_release(&note);
	if (!witnesses_read(log->settings->witnesses, &witnesses, err))
		return false;
	for (int i = 0; i < witnesses.count; i++) {
		note_key_format(&witnesses.at[i].key, &keys);
		buf_add_char(&keys, '\n');
	}
	bool added = add_note(log, "witnessed", "witnessed", err) &&
	    (keys.len == 0 || capsule_box_add(log->box, "log/witnesses", buf_view(&keys), err));
	buf_release(&keys);
	return added;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The sizes of the checkpoints that were stamped, rising. */
static uint64_t *
stamped_sizes(const struct settings *settings, size_t *count)
{
	uint64_t *sizes = NULL;
	struct buf path = {0};
	unsigned long long size;
	size_t room = 0;
	int end;

	*count = 0;
	buf_add_format(&path, "%s/stamp", settings->log_dir);
	DIR *folder = opendir(path.data);
	buf_release(&path);
	for (struct dirent *one; folder != NULL && (one = readdir(folder)) != NULL;) {
		end = 0;
		if (sscanf(one->d_name, "%20llu.tsr%n", &size, &end) != 1 || end == 0 || one->d_name[end] != '\0')
			continue;
		if (*count == room)
			sizes = memory_grow(sizes, (room = 2 * room + 64) * sizeof(*sizes));
		sizes[(*count)++] = size;
	}
	if (folder != NULL)
		closedir(folder);
	if (*count > 0)
		qsort(sizes, *count, sizeof(*sizes), compare);
	return sizes;
}

static bool
add_stamp(struct capsule_log *log, uint64_t size, struct err *err)
{
	char name[60], path[80];
	struct buf answer = {0};

	snprintf(name, sizeof(name), "stamp/%llu.note", (unsigned long long)size);
	if (!add_note(log, name, name, err))
		return false;
	snprintf(name, sizeof(name), "stamp/%llu.tsr", (unsigned long long)size);
	snprintf(path, sizeof(path), "log/%s", name);
	bool added = log_dir_read(log->dir, name, ANSWER_MAX, &answer, err) &&
	    capsule_box_add(log->box, path, buf_view(&answer), err);
	buf_release(&answer);
	return added;
}

/* For each entry the first stamp that covers it: the authority's word that it was there by then. */
static bool
add_stamps(struct capsule_log *log, const int64_t *leaf, size_t count, struct err *err)
{
	size_t stamps, at = 0, added = 0;
	uint64_t *size = stamped_sizes(log->settings, &stamps);
	struct buf ca = {0};
	bool done = true;

	for (size_t i = 0; i < count && done; i++) {
		bool moved = added == 0;
		while (at < stamps && size[at] <= (uint64_t)leaf[i]) {
			at++;
			moved = true;
		}
		if (at == stamps || size[at] > log->head.size)
			break;
		if (!moved)
			continue;
		done = add_stamp(log, size[at], err);
		added++;
	}
	if (done && added > 0 && log->settings->stamp_ca[0] != '\0')
		done = buf_read_file(&ca, log->settings->stamp_ca, CA_MAX, err) &&
		    capsule_box_add(log->box, "log/stamp/ca.pem", buf_view(&ca), err);
	buf_release(&ca);
	free(size);
	return done;
}

static bool
add_head(struct capsule_log *log, struct err *err)
{
	struct buf text = {0};

	note_key_format(log_keys_newest(&log->keys), &text);
	buf_add_char(&text, '\n');
	bool added = capsule_box_add(log->box, "log/checkpoint", buf_view(&log->note), err) &&
	    capsule_box_add(log->box, "log/key", buf_view(&text), err);
	buf_release(&text);
	return added;
}

/* How each key vouched for the next, and that the log of then is the beginning of this one. */
static bool
add_handovers(struct capsule_log *log, struct err *err)
{
	char file[LOG_KEYS_NAME], name[40], path[60];
	struct buf note = {0};
	bool added = true;

	for (int i = 1; i < log->keys.count && added; i++) {
		log_keys_name(i, file);
		snprintf(name, sizeof(name), "handover/%d", i);
		snprintf(path, sizeof(path), "log/%s", name);
		buf_clear(&note);
		added = log_dir_read(log->dir, file, NOTE_MAX, &note, err) && capsule_box_add(log->box, path, buf_view(&note), err) &&
		    add_path(log, name, &log->keys.last[i - 1], err);
	}
	buf_release(&note);
	return added;
}

static bool
read_head(struct capsule_log *log, struct err *err)
{
	struct note_key own;

	return log_key_verifier(log->settings, &own, err) && log_keys_read(log->dir, &own, &log->keys, err) &&
	    log_dir_read(log->dir, "checkpoint", NOTE_MAX, &log->note, err) &&
	    log_keys_open(&log->keys, buf_view(&log->note), &log->head, err);
}

bool
capsule_log_add(struct capsule_box *box, const struct settings *settings, const int64_t *leaf, size_t count, struct err *err)
{
	struct capsule_log log = {.box = box, .settings = settings};

	if ((log.dir = log_dir_open(settings->log_dir, false, err)) == NULL)
		return false;
	bool added = read_head(&log, err);
	if (added) {
		log_tree_init(&log.tree, log.dir, log.head.size);
		added = add_head(&log, err) && add_handovers(&log, err) && add_entries(&log, leaf, count, err) &&
		    add_witnessed(&log, err) && add_stamps(&log, leaf, count, err);
		log_tree_release(&log.tree);
	}
	log_dir_close(log.dir);
	buf_release(&log.note);
	return added;
}
