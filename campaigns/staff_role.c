/* staff_role.c - which roles do not go together: who audits has not worked here, who administers sees no person, nobody approves alone. */
#include "campaigns/staff_role.h"

#include <string.h>

#include "compliance/right.h"

static bool
ask_own(struct db *db, const struct staff_text *text, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, text->login);
	args_time(&args, now);
	bool asked = db_run(db, QUERY_STAFF_ROLE_OWN, &args, rows, err);
	args_release(&args);
	return asked;
}

static bool
ask_others(struct db *db, const struct staff_text *text, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, text->login);
	args_text(&args, said(text->name) ? text->name : NULL);
	args_text(&args, said(text->person) ? text->person : NULL);
	args_time(&args, now);
	bool asked = db_run(db, QUERY_STAFF_ROLE_SAME, &args, rows, err);
	args_release(&args);
	return asked;
}

/* *role: what this login is to be, or stays. */
static bool
own_fits(const struct rows *rows, const struct staff_text *text, const struct stater *stater, enum role *role, struct err *err)
{
	enum role stands = rows_count(rows) == 0 ? ROLE_UNKNOWN : role_find(rows_text(rows, 0, 1));

	*role = said(text->role) ? role_find(text->role) : stands;
	if (stands == ROLE_UNKNOWN || stands == *role)
		return true;
	if (stater->staff != 0 && stater->staff == rows_int(rows, 0, 0))
		return fail(err, ERR_REFUSED, "nobody changes their own role");
	return *role != ROLE_AUDITOR || !rows_bool(rows, 0, 2) ||
	    fail(err, ERR_REFUSED, "%.60s has worked in what is audited and cannot be the auditor", text->login);
}

static bool
others_fit(const struct rows *rows, enum role role, struct err *err)
{
	for (int i = 0; i < rows_count(rows); i++) {
		if (role_conflicts(role_find(rows_text(rows, i, 1)), role))
			return fail(err, ERR_REFUSED, "the same person is %s (%.60s): that does not go with %s; two people of one name are told apart "
			    "by --person", rows_text(rows, i, 1), rows_text(rows, i, 0), role_name(role));
		if (role == ROLE_AUDITOR && rows_bool(rows, i, 2))
			return fail(err, ERR_REFUSED, "%.60s has worked in what is audited and cannot be the auditor", rows_text(rows, i, 0));
	}
	return true;
}

bool
staff_role_fits(struct db *db, const struct staff_text *text, const struct stater *stater, struct err *err)
{
	enum role role = ROLE_UNKNOWN;
	struct rows *rows;

	if (!ask_own(db, text, stater->now, &rows, err))
		return false;
	bool fits = own_fits(rows, text, stater, &role, err);
	rows_free(rows);
	if (!fits || !ask_others(db, text, stater->now, &rows, err))
		return false;
	fits = others_fit(rows, role, err);
	rows_free(rows);
	return fits;
}
