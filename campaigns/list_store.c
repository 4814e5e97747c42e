/* list_store.c - the lists that were imported. */
#include "campaigns/list_store.h"

#include <string.h>

bool
list_find(struct db *db, int64_t inn, const uint8_t sha256[SHA256_SIZE], struct list *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, inn);
	args_bytes(&args, sha256, SHA256_SIZE);
	bool found = db_run(db, QUERY_IMPORT_LIST_FIND, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	if (rows_count(rows) == 0)
		found = fail(err, ERR_ABSENT, "there is no legal entity with INN %lld; add it first", (long long)inn);
	else
		*out = (struct list){rows_int(rows, 0, 0), rows_int(rows, 0, 1), rows_time(rows, 0, 2), rows_int(rows, 0, 3),
		    rows_int(rows, 0, 4), rows_int(rows, 0, 5)};
	rows_free(rows);
	return found;
}

static const char *
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool
list_begin(struct db *db, const struct import_order *order, int64_t obtained_at, const uint8_t sha256[SHA256_SIZE],
    struct list *list, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, list->entity);
	args_bytes(&args, sha256, SHA256_SIZE);
	args_text(&args, order->name ? order->name : file_name(order->path));
	args_text(&args, order->ground);
	args_text(&args, order->source);
	args_text(&args, order->responsible);
	args_time(&args, obtained_at);
	bool begun = db_run(db, QUERY_IMPORT_LIST_BEGIN, &args, &rows, err);
	args_release(&args);
	if (!begun)
		return false;
	if (rows_count(rows) == 1)
		list->id = rows_int(rows, 0, 0);
	else
		begun = fail(err, ERR_CONFLICT, "another import of this file has just ended");
	rows_free(rows);
	return begun;
}

bool
list_let_out(struct db *db, int64_t list, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, list);
	bool done = db_run(db, QUERY_LIST_LET_OUT, &args, NULL, err);
	args_release(&args);
	return done;
}

/* Whoever a clean list names is kept back no more. */
bool
list_end(struct db *db, const struct import_report *report, bool by_notices, int64_t now, struct err *err)
{
	struct args args;
	int64_t ended;

	args_init(&args);
	args_int(&args, report->list);
	args_int(&args, report->rows);
	args_int(&args, report->rejected);
	args_bool(&args, report->quarantined);
	args_time(&args, now);
	args_bool(&args, by_notices);
	bool run = db_run_count(db, QUERY_IMPORT_LIST_END, &args, &ended, err);
	args_release(&args);
	return run && (ended == 1 || fail(err, ERR_CONFLICT, "another import of this file has just ended")) &&
	    (report->quarantined || list_let_out(db, report->list, err));
}

bool
list_numbering_is_there(struct db *db, bool *out, struct err *err)
{
	return db_run_bool(db, QUERY_IMPORT_NUMBERING_IS_THERE, NULL, out, err);
}
