/* log_keys.c - the keys that have signed a log, one after the other. */
#include "compliance/log_keys.h"

#include <stdio.h>
#include <string.h>

static bool
is_same(const struct note_key *a, const struct note_key *b)
{
	return strcmp(a->name, b->name) == 0 && memcmp(a->public_key, b->public_key, KEY_SIZE) == 0;
}

void
log_keys_init(struct log_keys *keys, const struct note_key *known)
{
	keys->count = 1;
	keys->at[0] = *known;
}

const struct note_key *
log_keys_newest(const struct log_keys *keys)
{
	return &keys->at[keys->count - 1];
}

bool
log_keys_add(struct log_keys *keys, const struct handover *next, struct err *err)
{
	int count = keys->count;

	if (!is_same(log_keys_newest(keys), &next->from))
		return fail(err, ERR_REFUSED, "the key that gives up here is not the one before");
	if (count > 1 && next->last.size < keys->last[count - 2].size)
		return fail(err, ERR_REFUSED, "a key gave up at %llu entries, before it had taken over",
		    (unsigned long long)next->last.size);
	if (count == LOG_KEYS_MAX)
		return fail(err, ERR_REFUSED, "more than %d keys", LOG_KEYS_MAX);
	keys->last[count - 1] = next->last;
	keys->at[keys->count++] = next->to;
	return true;
}

void
log_keys_name(int number, char name[LOG_KEYS_NAME])
{
	snprintf(name, LOG_KEYS_NAME, "key/%d", number);
}

bool
log_keys_know(const struct log_keys *keys, const struct note_key *known, struct err *err)
{
	for (int i = 0; i < keys->count; i++)
		if (is_same(&keys->at[i], known))
			return true;
	return fail(err, ERR_REFUSED, "not signed by %s with this key but with another: the key has changed, "
	    "and no known key vouches for the new one", known->name);
}

static bool
read_next(const struct log_dir *dir, int number, struct log_keys *keys, bool *more, struct err *err)
{
	char name[LOG_KEYS_NAME];
	struct handover next;
	struct buf note = {0};

	log_keys_name(number, name);
	*more = log_dir_read(dir, name, NOTE_MAX, &note, err);
	bool right = *more ? handover_open(buf_view(&note), &next, err) || fail_prefix(err, "%s", name) : err->kind == ERR_ABSENT;
	buf_release(&note);
	if (!right || !*more)
		return right;
	if (number == 1)
		log_keys_init(keys, &next.from);
	return log_keys_add(keys, &next, err) || fail_prefix(err, "%s", name);
}

bool
log_keys_read(const struct log_dir *dir, const struct note_key *known, struct log_keys *out, struct err *err)
{
	bool more = true;

	log_keys_init(out, known);
	for (int number = 1; more; number++)
		if (!read_next(dir, number, out, &more, err))
			return false;
	return log_keys_know(out, known, err);
}

bool
log_keys_open(const struct log_keys *keys, struct view note, struct checkpoint *out, struct err *err)
{
	struct checkpoint checkpoint;
	int i = keys->count - 1;

	while (i > 0 && !note_has_line(note, &keys->at[i]))
		i--;
	if (!note_has_line(note, &keys->at[i]))
		i = keys->count - 1;
	if (!checkpoint_open(note, &keys->at[i], &checkpoint, err))
		return false;
	if (i + 1 < keys->count && checkpoint.size > keys->last[i].size)
		return fail(err, ERR_REFUSED, "%llu entries signed by a key that gave up at %llu",
		    (unsigned long long)checkpoint.size, (unsigned long long)keys->last[i].size);
	if (i > 0 && checkpoint.size < keys->last[i - 1].size)
		return fail(err, ERR_REFUSED, "%llu entries signed by a key that took over at %llu",
		    (unsigned long long)checkpoint.size, (unsigned long long)keys->last[i - 1].size);
	*out = checkpoint;
	return true;
}

bool
log_keys_open_file(const struct log_keys *keys, const char *path, struct checkpoint *out, struct buf *note, struct err *err)
{
	buf_clear(note);
	if (!buf_read_file(note, path, NOTE_MAX, err))
		return false;
	return log_keys_open(keys, buf_view(note), out, err) || fail_prefix(err, "%s", path);
}
