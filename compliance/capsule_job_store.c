/* capsule_job_store.c - capsules that were asked for over the API. */
#include "compliance/capsule_job_store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "compliance/capsule_box.h"

enum { KEEP_SECONDS = 3600, LEASE_SECONDS = 60, TRIES = 120 };

bool
capsule_job_add(struct db *db, const struct capsule_wish *wish, int64_t *id, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, wish->address ? wish->address->token : NULL, TOKEN_SIZE);
	args_int(&args, wish->campaign);
	args_text(&args, wish->on);
	args_text(&args, capsule_to_word(wish->to));
	args_int(&args, wish->who->who_id);
	args_text(&args, wish->reason);
	args_time(&args, wish->who->at);
	bool added = db_run(db, QUERY_CAPSULE_JOB_ADD, &args, &rows, err);
	args_release(&args);
	if (!added)
		return false;
	bool there = rows_count(rows) == 1;
	if (there)
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	if (there)
		return true;
	return wish->address != NULL ? fail(err, ERR_ABSENT, "nobody whom we know has this address") :
	    fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)wish->campaign);
}

static void
take_token(const struct rows *rows, int column, bool *has, uint8_t token[TOKEN_SIZE])
{
	*has = !rows_is_null(rows, 0, column);
	if (*has)
		memcpy(token, rows_bytes(rows, 0, column).data, TOKEN_SIZE);
}

bool
capsule_job_find(struct db *db, int64_t id, struct capsule_job *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	bool asked = db_run(db, QUERY_CAPSULE_JOB_SHOW, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	bool there = rows_count(rows) == 1;
	if (there) {
		snprintf(out->state, sizeof(out->state), "%s", rows_text(rows, 0, 0));
		snprintf(out->fault, sizeof(out->fault), "%s", rows_text(rows, 0, 1));
		take_token(rows, 2, &out->has_token, out->token);
		out->campaign = rows_int(rows, 0, 3);
	}
	rows_free(rows);
	return there || fail(err, ERR_ABSENT, "there is no capsule %lld", (long long)id);
}

void
capsule_job_path(const struct settings *settings, int64_t id, char path[400])
{
	snprintf(path, 400, "%s/capsules/%lld.zip", settings->run_dir, (long long)id);
}

bool
capsule_job_begin(const struct settings *settings, struct err *err)
{
	char path[400];

	snprintf(path, sizeof(path), "%s/capsules", settings->run_dir);
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return fail(err, ERR_INPUT, "%s: %s", path, strerror(errno));
	capsule_box_clear(path);
	return true;
}

static bool
take(struct db *db, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_time(&args, now);
	args_time(&args, now + LEASE_SECONDS * SECOND);
	bool taken = db_run(db, QUERY_CAPSULE_JOB_TAKE, &args, rows, err);
	args_release(&args);
	return taken;
}

static bool
put_off(struct db *db, int64_t id, int64_t until, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	args_time(&args, until);
	bool done = db_run(db, QUERY_CAPSULE_JOB_LATER, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
end(struct db *db, int64_t id, const char *fault, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	args_text(&args, fault == NULL ? "made" : "failed");
	args_text(&args, fault);
	args_time(&args, now);
	bool done = db_run(db, QUERY_CAPSULE_JOB_END, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
make(struct db *db, const struct settings *settings, const struct contracts *contracts, int64_t now, const char *process,
    const struct rows *rows, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "staff", .who_id = rows_int(rows, 0, 6), .process = process};
	struct capsule_wish wish = {.settings = settings, .contracts = contracts, .who = &who, .campaign = rows_int(rows, 0, 3),
		.on = rows_is_null(rows, 0, 4) ? NULL : rows_text(rows, 0, 4), .reason = rows_text(rows, 0, 7)};
	struct address address = {.kind = strchr(rows_text(rows, 0, 2), '@') ? ADDRESS_EMAIL : ADDRESS_PHONE};
	struct capsule_letter made;
	bool of_address;
	char path[400];

	if (!capsule_to_find(rows_text(rows, 0, 5), &wish.to))
		return fail(err, ERR_INPUT, "to: expected person, fas or rkn");
	take_token(rows, 1, &of_address, address.token);
	snprintf(address.text, sizeof(address.text), "%s", rows_text(rows, 0, 2));
	if (of_address)
		wish.address = &address;
	capsule_job_path(settings, rows_int(rows, 0, 0), path);
	return capsule_make(db, &wish, path, &made, err);
}

bool
capsule_job_work(struct db *db, const struct settings *settings, const struct contracts *contracts, int64_t now,
    const char *process, bool *found, struct err *err)
{
	struct err fault = {0};
	struct rows *rows;

	*found = false;
	if (!take(db, now, &rows, err))
		return false;
	if (rows_count(rows) == 0) {
		rows_free(rows);
		return true;
	}
	int64_t id = rows_int(rows, 0, 0);
	bool again = rows_int(rows, 0, 8) < TRIES;
	bool made = make(db, settings, contracts, now, process, rows, &fault), done;
	rows_free(rows);
	if (!made && fault.kind == ERR_RETRY && again) {
		done = put_off(db, id, now, err);
	} else {
		*found = true;
		log_event(made ? LOG_INFO : LOG_WARNING, made ? "capsule.made" : "capsule.failed", "capsule=%lld reason=\"%s\"",
		    (long long)id, made ? "" : fault.text);
		done = end(db, id, made ? NULL : fault.text, now, err);
	}
	return done;
}

bool
capsule_job_sweep(struct db *db, const struct settings *settings, int64_t now, struct err *err)
{
	struct args args;
	struct rows *rows;
	char path[400];

	args_init(&args);
	args_time(&args, now - KEEP_SECONDS * SECOND);
	bool swept = db_run(db, QUERY_CAPSULE_JOB_SWEEP, &args, &rows, err);
	args_release(&args);
	for (int i = 0; swept && i < rows_count(rows); i++) {
		capsule_job_path(settings, rows_int(rows, i, 0), path);
		unlink(path);
	}
	if (swept)
		rows_free(rows);
	return swept;
}
