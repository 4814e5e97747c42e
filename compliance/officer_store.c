/* officer_store.c - who of the staff may act on matters and registers. */
#include "compliance/officer_store.h"

#include "compliance/right.h"

bool
officer_find(struct db *db, const char *login, enum officer_right right, int64_t *id, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, login);
	bool run = db_run(db, QUERY_OFFICER_FIND, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	const char *role = rows_count(rows) == 1 ? rows_text(rows, 0, 1) : "";
	bool may = right_may(right == OFFICER_DECIDES ? RIGHT_DECIDE : RIGHT_REPORT, role_find(role));
	if (may)
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	if (may)
		return true;
	return right == OFFICER_DECIDES ? fail(err, ERR_REFUSED, "%s may not do this: it takes the role compliance", login) :
	    fail(err, ERR_REFUSED, "%s may not do this: not on the staff, or an auditor", login);
}
