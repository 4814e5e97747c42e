/*
 * document_permit_store.c - what the registers say to a campaign that is to be approved.
 *
 * A demanded paper that is missing or overdue denies.  A purpose outside the
 * notification is a question for a compliance officer, whose reason is kept.
 */
#include "compliance/document_store.h"

#include "base/lang.h"
#include "compliance/staff_store.h"

static bool
run(struct db *db, enum query query, int64_t campaign, int64_t at, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	args_time(&args, at);
	bool done = db_run(db, query, &args, rows, err);
	args_release(&args);
	return done;
}

static bool
none_missing(struct db *db, int64_t campaign, int64_t now, struct err *err)
{
	struct rows *rows;

	if (!run(db, QUERY_DOCUMENT_MISSING, campaign, now, &rows, err))
		return false;
	bool whole = rows_count(rows) == 0;
	if (!whole) {
		const char *kind = document_kind_russian(document_kind_find(view_of(rows_text(rows, 0, 0))));
		if (rows_bool(rows, 0, 1))
			fail(err, ERR_REFUSED, "no campaign is approved while this document is overdue: %s (%s)", rows_text(rows, 0, 0), kind);
		else
			fail(err, ERR_REFUSED, "no campaign is approved while this document is missing: %s (%s)", rows_text(rows, 0, 0), kind);
	}
	rows_free(rows);
	return whole;
}

/* A change is late when the 15th of the month after it has passed; counted without the pack, for approval has none. */
static bool
none_late(struct db *db, int64_t campaign, int64_t now, struct err *err)
{
	static const struct policy no_calendar;
	struct rows *rows;
	int64_t before;

	if (!term_cutoff(&no_calendar, zone_find("Europe/Moscow"), now,
	    (struct term){TERM_DAY_OF_NEXT_MONTH, deadline_rule(DEADLINE_RKN_CHANGE)->most}, &before, err) ||
	    !run(db, QUERY_DOCUMENT_LATE_CHANGE, campaign, before, &rows, err))
		return false;
	bool none = rows_count(rows) == 0 ||
	    fail(err, ERR_REFUSED, "no campaign is approved while a change is not sent to Roskomnadzor: %s", rows_text(rows, 0, 0));
	rows_free(rows);
	return none;
}

static bool
keep_reason(struct db *db, int64_t campaign, const char *login, const char *why, int64_t now, struct err *err)
{
	struct args args;
	int64_t officer;

	if (!staff_must(db, login, RIGHT_DECIDE, &officer, err))
		return err->kind == ERR_REFUSED ? fail(err, ERR_REFUSED,
		    "the purpose is outside the notification to Roskomnadzor (A-04); it takes the role compliance to approve") : false;
	if (why == NULL || why[0] == '\0')
		return fail(err, ERR_REFUSED,
		    "the purpose is outside the notification to Roskomnadzor (A-04); an approval says why: --why TEXT");
	args_init(&args);
	args_int(&args, campaign);
	args_text(&args, "A-04");
	args_text(&args, login);
	args_text(&args, why);
	args_time(&args, now);
	bool kept = db_run(db, QUERY_DOCUMENT_REASON, &args, NULL, err);
	args_release(&args);
	return kept;
}

bool
document_permits(struct db *db, int64_t campaign, const char *login, const char *why, int64_t now, struct err *err)
{
	struct rows *rows;

	if (!none_missing(db, campaign, now, err) || !none_late(db, campaign, now, err) ||
	    !run(db, QUERY_DOCUMENT_PURPOSE, campaign, now, &rows, err))
		return false;
	bool notified = rows_count(rows) == 0 || rows_is_null(rows, 0, 1) ||
	    (rows_int(rows, 0, 1) & WORD_BIT(purpose_find(view_of(rows_text(rows, 0, 0)))));
	rows_free(rows);
	return notified || keep_reason(db, campaign, login, why, now, err);
}
