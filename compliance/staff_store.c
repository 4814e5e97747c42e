/* staff_store.c - who of the staff acts, by their login. */
#include "compliance/staff_store.h"

#include <stdio.h>

bool
staff_find(struct db *db, const char *login, struct staff *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, login);
	bool run = db_run(db, QUERY_STAFF_FIND, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1;
	if (found) {
		*out = (struct staff){.id = rows_int(rows, 0, 0), .role = role_find(rows_text(rows, 0, 1))};
		snprintf(out->name, sizeof(out->name), "%s", rows_text(rows, 0, 2));
	}
	rows_free(rows);
	return found || fail(err, ERR_REFUSED, "there is nobody with login \"%s\" on the staff", login);
}

bool
staff_must(struct db *db, const char *login, enum right right, int64_t *id, struct err *err)
{
	struct staff staff;

	if (!staff_find(db, login, &staff, err) || !right_must(right, staff.role, login, err))
		return false;
	*id = staff.id;
	return true;
}
