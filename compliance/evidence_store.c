/* evidence_store.c - keeping an evidence file and giving it out. */
#include "compliance/evidence_store.h"


#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"

enum { SIZE, KIND, CLASS, WRAPPED, KEY_ID, UNTIL, ADDED, DESTROYED };	/* columns of evidence_find */

static const struct uuid no_consent;

static bool
run_hash(struct db *db, enum query query, const uint8_t sha256[SHA256_SIZE], struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, sha256, SHA256_SIZE);
	bool done = db_run(db, query, &args, rows, err);
	args_release(&args);
	return done;
}

/* consent and reason may be NULL. */
static bool
add_entry(struct db *db, enum entry_what what, const struct evidence *evidence, const struct uuid *consent,
    const char *reason, const struct entry *who, struct err *err)
{
	struct json json;
	struct buf data = {0};
	char id[UUID_TEXT];
	struct entry entry = *who;

	entry.what = what;
	json_start(&json, &data);
	json_object(&json);
	if (consent != NULL) {
		uuid_format(*consent, id);
		json_key(&json, "consent");
		json_text(&json, id);
	}
	json_key(&json, "kind");
	json_text(&json, evidence_kind_name(evidence->kind));
	if (reason != NULL) {
		json_key(&json, "reason");
		json_text(&json, reason);
	}
	json_key(&json, "sha256");
	json_hex(&json, evidence->sha256, SHA256_SIZE);
	json_key(&json, "size");
	json_int(&json, evidence->size);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, const struct evidence_dir *dir, const struct evidence_draft *draft, const struct evidence_said *said,
    const struct evidence *evidence, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, evidence->sha256, SHA256_SIZE);
	args_int(&args, evidence->size);
	args_text(&args, evidence_kind_name(evidence->kind));
	args_text(&args, evidence_class_name(said->class));
	args_bytes(&args, draft->wrapped, EVIDENCE_WRAPPED);
	args_bytes(&args, dir->key[0].id, EVIDENCE_KEY_ID);
	args_time(&args, evidence->retention_until);
	args_time(&args, now);
	bool inserted = db_run(db, QUERY_EVIDENCE_INSERT, &args, NULL, err);
	args_release(&args);
	return inserted;
}

static bool
extend(struct db *db, const struct evidence *evidence, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, evidence->sha256, SHA256_SIZE);
	args_time(&args, evidence->retention_until);
	bool extended = db_run(db, QUERY_EVIDENCE_EXTEND, &args, NULL, err);
	args_release(&args);
	return extended;
}

static bool
link_consent(struct db *db, const struct evidence *evidence, struct uuid consent, int64_t now, bool *linked, struct err *err)
{
	struct args args;
	struct rows *rows;

	*linked = false;
	if (uuid_equal(consent, no_consent))
		return true;
	args_init(&args);
	args_bytes(&args, evidence->sha256, SHA256_SIZE);
	args_uuid(&args, consent);
	args_time(&args, now);
	bool done = db_run(db, QUERY_EVIDENCE_LINK, &args, &rows, err);
	args_release(&args);
	if (done) {
		*linked = rows_count(rows) > 0;
		rows_free(rows);
	}
	return done;
}

/* Known is what has a row with a key and its file in its place. */
static bool
is_known(struct db *db, const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], bool *known, struct err *err)
{
	struct rows *rows;

	if (!run_hash(db, QUERY_EVIDENCE_LOCK, sha256, NULL, err) || !run_hash(db, QUERY_EVIDENCE_FIND, sha256, &rows, err))
		return false;
	*known = rows_count(rows) > 0 && rows_is_null(rows, 0, DESTROYED) && evidence_dir_has(dir, sha256);
	rows_free(rows);
	return true;
}

bool
evidence_keep(struct db *db, const struct evidence_dir *dir, struct evidence_draft *draft,
    const struct evidence_said *said, const struct entry *who, struct evidence *out, struct err *err)
{
	struct evidence evidence = {.size = draft->plain.size, .retention_until = said->retention_until};
	size_t start = evidence.size < EVIDENCE_START ? (size_t)evidence.size : EVIDENCE_START;
	bool linked = false;

	must(said->class != KEPT_UNKNOWN);
	memcpy(evidence.sha256, draft->plain.sha256, SHA256_SIZE);
	evidence.kind = evidence_kind_of(draft->plain.start, start);
	if (evidence.kind == EVIDENCE_UNKNOWN)
		return fail(err, ERR_INPUT, "the evidence file is neither PDF, JPEG, PNG, WAV, MP3 nor Opus");
	if (said->audio_only && !evidence_kind_is_audio(evidence.kind))
		return fail(err, ERR_INPUT, "the evidence file is not a recording");
	if (evidence.retention_until == 0)
		evidence.retention_until = who->at + dir->years * 366 * DAY;
	if (!is_known(db, dir, evidence.sha256, &evidence.known, err))
		return false;
	if (evidence.known ? !extend(db, &evidence, err) :
	    !evidence_draft_place(dir, draft, err) || !insert(db, dir, draft, said, &evidence, who->at, err))
		return false;
	if (!link_consent(db, &evidence, said->consent, who->at, &linked, err))
		return false;
	if ((!evidence.known || linked) &&
	    !add_entry(db, ENTRY_EVIDENCE_ADDED, &evidence, linked ? &said->consent : NULL, NULL, who, err))
		return false;
	*out = evidence;
	return true;
}

bool
evidence_put(struct db *db, const struct evidence_dir *dir, int fd, const struct evidence_said *said,
    const struct entry *who, struct evidence *out, struct err *err)
{
	struct evidence_draft draft = {0};

	if (!evidence_draft_make(dir, fd, &draft, err))
		return false;
	bool done = db_begin(db, err) && evidence_keep(db, dir, &draft, said, who, out, err) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	evidence_draft_release(&draft);
	return done;
}

bool
evidence_put_path(struct db *db, const struct evidence_dir *dir, const char *path, const struct evidence_said *said,
    const struct entry *who, struct evidence *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", path, strerror(errno));
	bool done = evidence_put(db, dir, fd, said, who, out, err);
	close(fd);
	return done;
}

/* The entry is there before the first byte is. */
static bool
note_reading(struct db *db, const struct evidence *evidence, const char *reason, const struct entry *who, struct err *err)
{
	bool noted = db_begin(db, err) && add_entry(db, ENTRY_EVIDENCE_READ, evidence, NULL, reason, who, err) &&
	    db_commit(db, err);

	if (!noted)
		db_rollback(db);
	return noted;
}

static bool
write_out(const struct evidence_dir *dir, const struct rows *rows, const struct evidence *evidence, const char *out,
    struct err *err)
{
	char temporary[512];
	struct evidence_plain plain;

	if ((size_t)snprintf(temporary, sizeof(temporary), "%s.XXXXXX", out) >= sizeof(temporary))
		return fail(err, ERR_INPUT, "%s: the path is too long", out);
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", temporary, strerror(errno));
	bool done = evidence_dir_read(dir, evidence->sha256, rows_bytes(rows, 0, WRAPPED), rows_bytes(rows, 0, KEY_ID), fd,
	    &plain, err);
	if (close(fd) != 0 && done)
		done = fail(err, ERR_RETRY, "%s: %s", temporary, strerror(errno));
	if (done && rename(temporary, out) != 0)
		done = fail(err, ERR_INPUT, "%s: %s", out, strerror(errno));
	if (!done)
		unlink(temporary);
	return done;
}

bool
evidence_get(struct db *db, const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], const char *out,
    const char *reason, const struct entry *who, struct evidence *got, struct err *err)
{
	struct evidence evidence = {.known = true};
	struct rows *rows;
	bool done;

	if (!run_hash(db, QUERY_EVIDENCE_FIND, sha256, &rows, err))
		return false;
	memcpy(evidence.sha256, sha256, SHA256_SIZE);
	if (rows_count(rows) == 0)
		done = fail(err, ERR_ABSENT, "there is no such evidence");
	else if (!rows_is_null(rows, 0, DESTROYED))
		done = fail(err, ERR_ABSENT, "this evidence was destroyed at the end of its retention");
	else {
		evidence.size = rows_int(rows, 0, SIZE);
		evidence.kind = evidence_kind_find(view_of(rows_text(rows, 0, KIND)));
		evidence.retention_until = rows_time(rows, 0, UNTIL);
		done = note_reading(db, &evidence, reason, who, err) && write_out(dir, rows, &evidence, out, err);
	}
	rows_free(rows);
	if (done)
		*got = evidence;
	return done;
}
