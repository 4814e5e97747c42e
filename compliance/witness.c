/* witness.c - the witness of other people's logs: what continues the last checkpoint is cosigned, nothing else. */
#include "compliance/witness.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "compliance/cosignature.h"
#include "compliance/log_key.h"
#include "compliance/witness_request.h"

enum { LOGS_MAX = 1 << 16, ANSWER_CONFLICT = 409 };

struct witness {
	char *dir;
	int lock;
	struct note_key key;
	uint8_t seed[KEY_SIZE];
};

/* One request while it is looked at. */
struct look {
	struct witness_request request;
	struct view text;		/* the new checkpoint's, without signatures */
	char origin[NOTE_NAME];
	struct buf logs;		/* of the file */
	struct checkpoint next, seen;
	char state[4096];		/* the file of what was seen */
};

static bool
read_key(struct witness *witness, const char *path, const char *name, struct err *err)
{
	struct installation_key seed;
	struct buf text = {0}, public_path = {0};

	if (access(path, F_OK) != 0 && !log_key_write_seed(path, err))
		return false;
	if (!installation_key_read(path, &seed, err))
		return false;
	memcpy(witness->seed, seed.bytes, KEY_SIZE);
	OPENSSL_cleanse(&seed, sizeof(seed));
	if (!note_key_make_witness(name, witness->seed, &witness->key, err))
		return false;
	note_key_format(&witness->key, &text);
	buf_add_char(&text, '\n');
	buf_add_format(&public_path, "%s.pub", path);
	bool written = file_write_whole(public_path.data, text.data, text.len, err);
	buf_release(&text);
	buf_release(&public_path);
	return written;
}

/* The lock goes with the process: two witnesses with one memory could cosign two histories. */
static bool
take_dir(struct witness *witness, struct err *err)
{
	struct buf path = {0};

	mkdir(witness->dir, 0700);
	buf_add_format(&path, "%s/state", witness->dir);
	mkdir(path.data, 0700);
	witness->lock = open(path.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool taken = witness->lock >= 0 ? flock(witness->lock, LOCK_EX | LOCK_NB) == 0 || fail(err, ERR_RETRY,
	    "%s: another witness is at work there", witness->dir) :
	    fail(err, ERR_INPUT, "%s: %s", path.data, strerror(errno));
	buf_release(&path);
	return taken;
}

struct witness *
witness_open(const char *dir, const char *key_path, const char *name, struct err *err)
{
	struct witness *witness = memory_new(sizeof(*witness));

	witness->dir = memory_text(dir);
	witness->lock = -1;
	if (take_dir(witness, err) && read_key(witness, key_path, name, err))
		return witness;
	return witness_close(witness);
}

void *
witness_close(struct witness *witness)
{
	if (witness == NULL)
		return NULL;
	if (witness->lock >= 0)
		close(witness->lock);
	OPENSSL_cleanse(witness->seed, sizeof(witness->seed));
	free(witness->dir);
	free(witness);
	return NULL;
}

const struct note_key *
witness_key(const struct witness *witness)
{
	return &witness->key;
}

static int
say_no(struct buf *answer, int status, const struct err *err)
{
	buf_add_format(answer, "%s\n", err->text);
	return status;
}

/* The checkpoint of a note by any key of its log; after a change of key there is more than one.  0: no key is known. */
static int
open_by_any(struct look *look, struct view note, struct checkpoint *out, struct err *err)
{
	struct note_key key;
	int keys = 0;
	char line[512];

	for (const char *at = look->logs.data; at != NULL && *at != '\0';) {
		size_t len = strcspn(at, "\n");
		snprintf(line, sizeof(line), "%.*s", (int)(len < sizeof(line) ? len : 0), at);
		at += len + (at[len] == '\n');
		if (line[0] == '\0' || line[0] == '#')
			continue;
		if (!note_key_parse(line, &key, err))
			return -1;
		if (strcmp(key.name, look->origin) != 0)
			continue;
		if (checkpoint_open(note, &key, out, err))
			return 1;
		keys++;
	}
	return keys > 0 ? -1 : 0;
}

/* Whose it is, and whether its key has signed it. */
static int
identify(struct witness *witness, struct look *look, struct buf *answer)
{
	struct err err = {0};
	struct view signatures;
	struct buf path = {0};
	uint8_t hash[SHA256_SIZE];
	struct buf id = {0};

	if (!note_split(look->request.note, &look->text, &signatures)) {
		fail(&err, ERR_INPUT, "not a signed note: expected text, an empty line and signatures");
		return say_no(answer, 400, &err);
	}
	const char *end = memchr(look->text.data, '\n', look->text.len);
	snprintf(look->origin, sizeof(look->origin), "%.*s", (int)(end - look->text.data), look->text.data);
	buf_add_format(&path, "%s/logs", witness->dir);
	bool read = buf_read_file(&look->logs, path.data, LOGS_MAX, &err);
	buf_release(&path);
	int known = read ? open_by_any(look, look->request.note, &look->next, &err) : 0;
	sha256(look->origin, strlen(look->origin), hash);
	hex_add(&id, hash, 16);
	snprintf(look->state, sizeof(look->state), "%s/state/%s", witness->dir, id.data);
	buf_release(&id);
	if (known > 0)
		return 200;
	if (known == 0)
		fail(&err, ERR_ABSENT, "this witness does not know the log %s", look->origin);
	return say_no(answer, known == 0 ? 404 : 403, &err);
}

static bool
recall(struct look *look, struct err *err)
{
	struct buf note = {0};
	bool recalled = buf_read_file(&note, look->state, NOTE_MAX, err);

	if (recalled)
		recalled = open_by_any(look, buf_view(&note), &look->seen, err) > 0 || fail_prefix(err, "%s", look->state);
	else if (err->kind == ERR_ABSENT)
		recalled = true;	/* the first time: size 0 */
	buf_release(&note);
	return recalled;
}

/* The log's own signature under another root of the same size: kept, for it proves the fork to everybody. */
static void
keep_other(const struct look *look)
{
	char path[4200];
	struct err err;

	snprintf(path, sizeof(path), "%s.other", look->state);
	if (!file_write_whole(path, look->request.note.data, look->request.note.len, &err))
		log_event(LOG_ERR, "witness.failed", "%s", err.text);
	log_event(LOG_CRIT, "witness.two_histories", "log=%s size=%llu both=%s,%s", look->origin,
	    (unsigned long long)look->next.size, look->state, path);
}

/* Pure but for keeping the proof of a fork. */
static int
judge(const struct look *look, struct buf *answer)
{
	const struct checkpoint *seen = &look->seen, *next = &look->next;
	uint64_t old = look->request.old;
	struct err err;

	if (old > next->size) {
		fail(&err, ERR_INPUT, "old is larger than the checkpoint");
		return say_no(answer, 400, &err);
	}
	bool is_other = seen->size > 0 && seen->size == next->size && !node_equal(&seen->root, &next->root);
	if (is_other)
		keep_other(look);
	if (is_other || old != seen->size) {
		buf_add_format(answer, "%llu\n", (unsigned long long)seen->size);
		return ANSWER_CONFLICT;
	}
	if (old == 0 ? look->request.proof.count == 0 :
	    merkle_check_consistency(old, next->size, &seen->root, &look->request.proof, &next->root))
		return 200;
	fail(&err, ERR_REFUSED, "the log of %llu entries is not proven to continue the %llu that were cosigned",
	    (unsigned long long)next->size, (unsigned long long)old);
	return say_no(answer, 422, &err);
}

/* First remembered for good, then cosigned. */
static int
cosign(struct witness *witness, const struct look *look, int64_t now, struct buf *answer)
{
	struct view note = look->request.note;
	struct err err;

	if (!file_write_whole(look->state, note.data, note.len, &err) || fsync(witness->lock) != 0) {
		fail(&err, ERR_RETRY, "the witness cannot write");
		return say_no(answer, 500, &err);
	}
	cosignature_add(look->text, &witness->key, witness->seed, now / SECOND, answer);
	return 200;
}

int
witness_take(struct witness *witness, struct view request, int64_t now, struct buf *answer)
{
	struct look look = {0};
	struct err err = {0};
	int status = 200;

	buf_clear(answer);
	if (!witness_request_read(request, &look.request, &err))
		return say_no(answer, 400, &err);
	status = identify(witness, &look, answer);
	if (status == 200 && !recall(&look, &err))
		status = say_no(answer, 500, &err);
	if (status == 200)
		status = judge(&look, answer);
	if (status == 200)
		status = cosign(witness, &look, now, answer);
	log_event(status == 200 ? LOG_INFO : LOG_WARNING, status == 200 ? "witness.cosigned" : "witness.refused",
	    "log=%s size=%llu status=%d", look.origin, (unsigned long long)look.next.size, status);
	buf_release(&look.logs);
	return status;
}
