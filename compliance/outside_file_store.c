/*
 * outside_file_store.c - the rows about files outside, and what an erasure does to the files themselves.
 *
 * A file that is this person's alone, lies on this host and has the bytes we
 * wrote is removed before the erasing transaction ends, so that the act tells
 * what happened; it is a copy, and can be made again as long as the person is
 * there.
 */
#include "compliance/outside_file_store.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "compliance/act_reason_store.h"

static const char *const kinds[OUTSIDE_COUNT] = {
	[OUTSIDE_LIST] = "LIST", [OUTSIDE_REJECTS] = "REJECTS", [OUTSIDE_CAPSULE] = "CAPSULE", [OUTSIDE_EVIDENCE] = "EVIDENCE",
	[OUTSIDE_ANSWER] = "ANSWER", [OUTSIDE_EXPORT] = "EXPORT",
};

static void
host_name(char out[128])
{
	if (gethostname(out, 127) != 0)
		out[0] = '\0';
	out[127] = '\0';
}

/* The same file under every name that a shell may give it. */
static void
absolute_path(const char *path, char out[PATH_MAX])
{
	char folder[PATH_MAX / 2];
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	out[0] = '\0';
	if (path[0] == '\0')
		return;
	snprintf(folder, sizeof(folder), "%.*s", slash == NULL ? 1 : slash == path ? 1 : (int)(slash - path), slash ? path : ".");
	char *real = realpath(folder, NULL);
	snprintf(out, PATH_MAX, "%s/%s", real == NULL ? folder : strcmp(real, "/") == 0 ? "" : real, name);
	free(real);
}

bool
outside_file_add(struct db *db, const struct outside_file *file, int64_t *id, struct err *err)
{
	char path[PATH_MAX], host[128];
	const struct passwd *account = getpwuid(geteuid());
	struct args args;
	struct rows *rows;

	absolute_path(file->path, path);
	host_name(host);
	args_init(&args);
	args_text(&args, kinds[file->kind]);
	args_text(&args, path);
	args_text(&args, host);
	args_text(&args, account ? account->pw_name : "");
	args_int(&args, file->staff);
	args_int(&args, file->list);
	args_array(&args, ARRAY_BYTES, file->tokens.len / TOKEN_SIZE);
	for (size_t i = 0; i < file->tokens.len; i += TOKEN_SIZE)
		args_array_bytes(&args, file->tokens.data + i, TOKEN_SIZE);
	if (file->sha256 != NULL)
		args_bytes(&args, file->sha256, SHA256_SIZE);
	else
		args_null(&args);
	args_time(&args, file->now);
	bool added = db_run(db, QUERY_OUTSIDE_FILE_ADD, &args, &rows, err);
	args_release(&args);
	if (!added)
		return false;
	*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return true;
}

bool
outside_file_end(struct db *db, int64_t id, const char *path, int64_t now, struct err *err)
{
	uint8_t sha[SHA256_SIZE];
	struct args args;
	bool lies = sha256_file(path, sha);

	if (!lies && errno != ENOENT)
		return fail(err, ERR_RETRY, "%s: %s", path, strerror(errno));
	args_init(&args);
	args_int(&args, id);
	if (lies)
		args_bytes(&args, sha, SHA256_SIZE);
	else
		args_null(&args);
	args_time(&args, now);
	bool ended = db_run(db, QUERY_OUTSIDE_FILE_END, &args, NULL, err);
	args_release(&args);
	return ended;
}

bool
outside_file_write(struct db *db, const struct outside_file *file, struct view bytes, struct err *err)
{
	int64_t id;

	return outside_file_add(db, file, &id, err) && file_write_whole(file->path, bytes.data, bytes.len, err) &&
	    outside_file_end(db, id, file->path, file->now, err);
}

bool
outside_file_list(struct db *db, bool gone_too, outside_show *show, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bool(&args, gone_too);
	bool run = db_run(db, QUERY_OUTSIDE_FILE_LIST, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		struct outside_shown shown = {.id = rows_int(rows, i, 0), .kind = rows_text(rows, i, 1), .path = rows_text(rows, i, 2),
			.host = rows_text(rows, i, 3), .account = rows_text(rows, i, 4), .login = rows_text(rows, i, 5),
			.list = rows_int(rows, i, 6), .persons = rows_int(rows, i, 7), .sha256 = rows_bytes(rows, i, 8),
			.made_at = rows_time(rows, i, 9), .gone_at = rows_time(rows, i, 10), .gone_how = rows_text(rows, i, 11)};
		show(context, &shown);
	}
	rows_free(rows);
	return true;
}

static bool
mark_gone(struct db *db, int64_t id, const char *how, int64_t now, int64_t *marked, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	args_text(&args, how);
	args_time(&args, now);
	bool done = db_run_count(db, QUERY_OUTSIDE_FILE_GONE, &args, marked, err);
	args_release(&args);
	return done;
}

static bool
add_entry(struct db *db, int64_t id, const char *says, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct act_reason reason;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_FILE_GONE;
	if (!act_reason_add(db, entry.what, says, &entry, &reason, err))
		return false;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "file");
	json_int(&json, id);
	act_reason_write(&reason, &json);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
outside_file_gone(struct db *db, int64_t id, const char *says, const struct entry *who, struct err *err)
{
	int64_t marked = 0;
	bool done = db_begin(db, err) && mark_gone(db, id, "said", who->at, &marked, err) &&
	    (marked == 1 || fail(err, ERR_ABSENT, "there is no file %lld, or it was gone before", (long long)id)) &&
	    add_entry(db, id, says, who, err) && db_commit(db, err);

	if (!done)
		db_rollback(db);
	return done;
}

static void
read_left(const struct rows *rows, int row, struct outside_left *out)
{
	struct view sha = rows_bytes(rows, row, 5);
	struct buf hex = {0};

	*out = (struct outside_left){.id = rows_int(rows, row, 0), .made_at = rows_time(rows, row, 6), .alone = rows_bool(rows, row, 7),
		.certain = rows_bool(rows, row, 8), .named = rows_bool(rows, row, 9)};
	snprintf(out->kind, sizeof(out->kind), "%s", rows_text(rows, row, 1));
	snprintf(out->path, sizeof(out->path), "%s", rows_text(rows, row, 2));
	snprintf(out->host, sizeof(out->host), "%s", rows_text(rows, row, 3));
	snprintf(out->who, sizeof(out->who), "%s", rows_text(rows, row, 4));
	if (sha.len == SHA256_SIZE) {
		hex_add(&hex, sha.data, sha.len);
		memcpy(out->sha256, hex.data, sizeof(out->sha256));
	}
	buf_release(&hex);
}

static bool
lies_as_we_wrote_it(const struct outside_left *file)
{
	uint8_t is[SHA256_SIZE], was[SHA256_SIZE];
	char host[128];

	host_name(host);
	return strcmp(file->host, host) == 0 && file->path[0] == '/' && hex_read(file->sha256, was, sizeof(was)) &&
	    sha256_file(file->path, is) && memcmp(is, was, sizeof(is)) == 0;
}

static bool
remove_alone(struct db *db, struct outside_left *file, bool dry, int64_t now, struct err *err)
{
	int64_t marked;

	if (!file->alone || !lies_as_we_wrote_it(file))
		return true;
	file->removed = dry || unlink(file->path) == 0;
	return dry || !file->removed || mark_gone(db, file->id, "erased", now, &marked, err);
}

static bool
unname(struct db *db, int64_t id, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool done = db_run(db, QUERY_OUTSIDE_FILE_UNNAME, &args, NULL, err);
	args_release(&args);
	return done;
}

bool
outside_file_of(struct db *db, int64_t party, struct view tokens, const char *address, struct outside_left **out, int *count,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	args_array(&args, ARRAY_BYTES, tokens.len / TOKEN_SIZE);
	for (size_t i = 0; i < tokens.len; i += TOKEN_SIZE)
		args_array_bytes(&args, tokens.data + i, TOKEN_SIZE);
	args_text(&args, address);
	bool run = db_run(db, QUERY_OUTSIDE_FILE_OF, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*count = rows_count(rows);
	*out = memory_new((size_t)(*count + 1) * sizeof(**out));
	for (int i = 0; i < *count; i++)
		read_left(rows, i, &(*out)[i]);
	rows_free(rows);
	return true;
}

bool
outside_file_remove(struct db *db, struct outside_left *list, int count, bool dry, int64_t now, struct err *err)
{
	bool done = true;

	for (int i = 0; i < count && done; i++)
		done = remove_alone(db, &list[i], dry, now, err) && (dry || !list[i].named || unname(db, list[i].id, err));
	return done;
}
