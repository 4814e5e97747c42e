/* ledger.c - which attempts were processed. */
#include "tests/twin/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/uuid.h"

enum form { FORM_UUID, FORM_TEXT, FORM_HASH };
enum { FIRST_ROOM = 1024 };

struct ledger {
	struct seen *seen;
	uint64_t room, count;
	bool follow;
	struct followed *followed;
	uint64_t followed_room, followed_count;
	int log;			/* -1: none */
	struct buf lines;
};

static void
key_of(struct view attempt, struct seen *out)
{
	char text[UUID_TEXT];
	struct uuid uuid;

	memset(out, 0, sizeof(*out));
	if (attempt.len == UUID_TEXT - 1) {
		memcpy(text, attempt.data, attempt.len);
		text[attempt.len] = '\0';
		if (uuid_parse(text, &uuid)) {
			memcpy(out->id, uuid.bytes, 16);
			out->form = FORM_UUID;
			return;
		}
	}
	if (attempt.len <= 16) {
		memcpy(out->id, attempt.data, attempt.len);
		out->form = FORM_TEXT;
		return;
	}
	uint64_t halves[2] = {hash_bytes(attempt.data, attempt.len), hash_bytes(attempt.data, attempt.len / 2)};
	memcpy(out->id, halves, 16);
	out->form = FORM_HASH;
}

/* The place of the key, or the free place where it would be. */
static struct seen *
place_of(const struct ledger *ledger, const struct seen *key)
{
	uint64_t i = hash_bytes(key->id, 16) & (ledger->room - 1);

	while (ledger->seen[i].times > 0 &&
	    (memcmp(ledger->seen[i].id, key->id, 16) != 0 || ledger->seen[i].form != key->form))
		i = (i + 1) & (ledger->room - 1);
	return &ledger->seen[i];
}

static void
grow(struct ledger *ledger)
{
	struct seen *old = ledger->seen;
	uint64_t room = ledger->room;

	ledger->room = room * 2;
	ledger->seen = memory_new(ledger->room * sizeof(*old));
	for (uint64_t i = 0; i < room; i++)
		if (old[i].times > 0)
			*place_of(ledger, &old[i]) = old[i];
	free(old);
}

static struct seen *
note(struct ledger *ledger, enum part part, struct view attempt, int64_t realtime)
{
	struct seen key;

	if (ledger->count * 10 >= ledger->room * 7)
		grow(ledger);
	key_of(attempt, &key);
	struct seen *seen = place_of(ledger, &key);
	if (seen->times == 0) {
		*seen = key;
		seen->first = realtime;
		seen->part = (uint8_t)part;
		ledger->count++;
	}
	seen->times += seen->times < UINT16_MAX;
	return seen;
}

struct seen *
ledger_add(struct ledger *ledger, enum part part, struct view attempt, int64_t realtime)
{
	struct seen *seen = note(ledger, part, attempt, realtime);

	if (ledger->log >= 0) {
		char text[ATTEMPT_TEXT];
		seen_text(seen, text);
		buf_add_text(&ledger->lines, text);
		buf_add_char(&ledger->lines, ' ');
		buf_add_text(&ledger->lines, part_name(part));
		buf_add_char(&ledger->lines, ' ');
		buf_add_int(&ledger->lines, realtime);
		buf_add_char(&ledger->lines, '\n');
	}
	return seen;
}

const struct seen *
ledger_find(const struct ledger *ledger, struct view attempt)
{
	struct seen key;

	key_of(attempt, &key);
	const struct seen *seen = place_of(ledger, &key);
	return seen->times > 0 ? seen : NULL;
}

uint64_t
ledger_count(const struct ledger *ledger)
{
	return ledger->count;
}

const struct seen *
ledger_next(const struct ledger *ledger, uint64_t *i)
{
	while (*i < ledger->room)
		if (ledger->seen[(*i)++].times > 0)
			return &ledger->seen[*i - 1];
	return NULL;
}

void
seen_text(const struct seen *seen, char text[ATTEMPT_TEXT])
{
	struct uuid uuid;

	memcpy(uuid.bytes, seen->id, 16);
	if (seen->form == FORM_TEXT) {
		snprintf(text, ATTEMPT_TEXT, "%.16s", (const char *)seen->id);
		return;
	}
	text[0] = '#';		/* a hash is shown as one: its text was not kept */
	uuid_format(uuid, text + (seen->form == FORM_HASH));
}

void
ledger_flush(struct ledger *ledger)
{
	size_t done = 0;

	while (done < ledger->lines.len) {
		ssize_t written = write(ledger->log, ledger->lines.data + done, ledger->lines.len - done);
		must(written > 0 || errno == EINTR);
		done += written > 0 ? (size_t)written : 0;
	}
	buf_clear(&ledger->lines);
}

static enum part
part_of(const char *word)
{
	int part = 0;
	while (part < PARTS - 1 && strcmp(part_name((enum part)part), word) != 0)
		part++;
	return (enum part)part;
}

/* A killed twin starts where it was; a last line cut short was never answered. */
static bool
read_back(struct ledger *ledger, const char *path, struct err *err)
{
	struct buf text = {0};
	char attempt[ATTEMPT_TEXT], part[32];
	long long realtime;

	if (!buf_read_file(&text, path, (size_t)1 << 30, err)) {
		buf_release(&text);
		return err->kind == ERR_ABSENT;
	}
	char *end;
	for (char *line = text.data; line != NULL && (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';	/* sscanf measures the whole of its text first */
		if (sscanf(line, "%39s %31s %lld", attempt, part, &realtime) == 3)
			note(ledger, part_of(part), view_of(attempt), realtime);
	}
	buf_release(&text);
	return true;
}

struct ledger *
ledger_new(const char *log, bool follow_addresses, struct err *err)
{
	struct ledger *ledger = memory_new(sizeof(*ledger));

	ledger->room = FIRST_ROOM;
	ledger->seen = memory_new(FIRST_ROOM * sizeof(*ledger->seen));
	ledger->follow = follow_addresses;
	ledger->followed_room = FIRST_ROOM;
	ledger->followed = memory_new(FIRST_ROOM * sizeof(*ledger->followed));
	ledger->log = -1;
	buf_init(&ledger->lines);
	if (log == NULL)
		return ledger;
	if (!read_back(ledger, log, err))
		return NULL;
	ledger->log = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (ledger->log < 0) {
		fail(err, ERR_INPUT, "%s: %s", log, strerror(errno));
		return NULL;
	}
	return ledger;
}

void
ledger_reset(struct ledger *ledger)
{
	memset(ledger->seen, 0, ledger->room * sizeof(*ledger->seen));
	memset(ledger->followed, 0, ledger->followed_room * sizeof(*ledger->followed));
	ledger->count = 0;
	ledger->followed_count = 0;
	if (ledger->log >= 0)
		must(ftruncate(ledger->log, 0) == 0);
}

static struct followed *
followed_place(const struct ledger *ledger, uint64_t address)
{
	uint64_t i = address & (ledger->followed_room - 1);

	while (ledger->followed[i].address != 0 && ledger->followed[i].address != address)
		i = (i + 1) & (ledger->followed_room - 1);
	return &ledger->followed[i];
}

static void
grow_followed(struct ledger *ledger)
{
	struct followed *old = ledger->followed;
	uint64_t room = ledger->followed_room;

	ledger->followed_room = room * 2;
	ledger->followed = memory_new(ledger->followed_room * sizeof(*old));
	for (uint64_t i = 0; i < room; i++)
		if (old[i].address != 0)
			*followed_place(ledger, old[i].address) = old[i];
	free(old);
}

bool
ledger_follows(const struct ledger *ledger)
{
	return ledger->follow;
}

struct followed *
ledger_follow(struct ledger *ledger, struct view address)
{
	uint64_t hash = hash_bytes(address.data, address.len) | 1;

	if (ledger->followed_count * 10 >= ledger->followed_room * 7)
		grow_followed(ledger);
	struct followed *followed = followed_place(ledger, hash);
	if (followed->address == 0) {
		followed->address = hash;
		ledger->followed_count++;
	}
	return followed;
}

const struct followed *
ledger_followed(const struct ledger *ledger, struct view address)
{
	const struct followed *followed = followed_place(ledger, hash_bytes(address.data, address.len) | 1);
	return followed->address != 0 ? followed : NULL;
}
