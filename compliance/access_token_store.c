/* access_token_store.c - who may call the API: secrets issued, found, ended; each issue and each end with its entry. */
#include "compliance/access_token_store.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/staff_store.h"

static void
read_found(const struct rows *rows, enum access *out, struct caller *caller)
{
	*out = rows_count(rows) == 0 ? ACCESS_UNKNOWN : rows_bool(rows, 0, 4) ? ACCESS_REVOKED :
	    rows_bool(rows, 0, 3) ? ACCESS_EXPIRED : ACCESS_HOLDS;
	if (*out != ACCESS_HOLDS)
		return;
	*caller = (struct caller){.staff = rows_int(rows, 0, 0), .role = role_find(rows_text(rows, 0, 2))};
	strncpy(caller->login, rows_text(rows, 0, 1), sizeof(caller->login) - 1);
}

bool
access_token_find(struct db *db, const struct installation_key *key, struct view text, int64_t now, enum access *out,
    struct caller *caller, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	struct args args;
	struct rows *rows;

	*caller = (struct caller){0};
	*out = ACCESS_UNKNOWN;
	if (!access_token_digest(key, text, digest))
		return true;
	args_init(&args);
	args_bytes(&args, digest, sizeof(digest));
	args_time(&args, now);
	bool asked = db_run(db, QUERY_ACCESS_TOKEN_FIND, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	read_found(rows, out, caller);
	rows_free(rows);
	return true;
}

/* Neither the secret nor its digest goes into the log. */
static bool
add_entry(struct db *db, enum entry_what what, int64_t number, int64_t staff, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = what;
	json_start(&json, &data);
	json_object(&json);
	if (staff != 0) {
		json_key(&json, "staff");
		json_int(&json, staff);
	}
	json_key(&json, "token");
	json_int(&json, number);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
put(struct db *db, const struct args *args, int64_t staff, const struct entry *who, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_ACCESS_TOKEN_ISSUE, args, &rows, err))
		return false;
	int64_t number = rows_int(rows, 0, 0);
	rows_free(rows);
	return add_entry(db, ENTRY_TOKEN_ISSUED, number, staff, who, err);
}

bool
access_token_issue(struct db *db, const struct installation_key *key, const char *login, int days, const char *note,
    const struct entry *who, char out[ACCESS_TOKEN_TEXT], struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	struct staff staff;
	struct args args;

	if (days < 1 || days > ACCESS_DAYS_MAX)
		return fail(err, ERR_INPUT, "a token is issued for 1 to %d days", (int)ACCESS_DAYS_MAX);
	if (!staff_find(db, login, &staff, err))
		return false;
	access_token_make(out);
	must(access_token_digest(key, view_of(out), digest));
	args_init(&args);
	args_int(&args, staff.id);
	args_bytes(&args, digest, sizeof(digest));
	args_text(&args, note != NULL ? note : "");
	args_int(&args, who->who_id);
	args_time(&args, who->at);
	args_time(&args, who->at + days * DAY);
	bool done = db_begin(db, err) && put(db, &args, staff.id, who, err) && db_commit(db, err);
	args_release(&args);
	if (!done)
		db_rollback(db);
	return done;
}

static bool
revoke(struct db *db, const struct args *args, const struct entry *who, int64_t *count, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_ACCESS_TOKEN_REVOKE, args, &rows, err))
		return false;
	bool done = true;
	for (int i = 0; done && i < rows_count(rows); i++)
		done = add_entry(db, ENTRY_TOKEN_REVOKED, rows_int(rows, i, 0), 0, who, err);
	*count = rows_count(rows);
	rows_free(rows);
	return done && (*count > 0 || fail(err, ERR_ABSENT, "there is no token to end: none, or ended already"));
}

bool
access_token_revoke(struct db *db, int64_t number, const char *login, const struct entry *who, int64_t *count, struct err *err)
{
	struct staff staff = {0};
	struct args args;

	if (number == 0 && !staff_find(db, login, &staff, err))
		return false;
	args_init(&args);
	args_int(&args, number);
	args_int(&args, staff.id);
	args_time(&args, who->at);
	bool done = db_begin(db, err) && revoke(db, &args, who, count, err) && db_commit(db, err);
	args_release(&args);
	if (!done)
		db_rollback(db);
	return done;
}

bool
access_token_list(struct db *db, const char *login, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, login);
	args_time(&args, now);
	bool listed = db_run(db, QUERY_ACCESS_TOKEN_LIST, &args, rows, err);
	args_release(&args);
	return listed;
}
