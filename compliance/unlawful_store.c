/* unlawful_store.c - contacts that should not have been: found, and their clocks started. */
#include "compliance/unlawful_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compliance/staff_store.h"

static bool
is_open(struct db *db, int64_t party, int64_t inn, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	args_int(&args, inn);
	bool run = db_run(db, QUERY_UNLAWFUL_OPEN, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	int64_t open = rows_count(rows) > 0 ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	return open == 0 || fail(err, ERR_CONFLICT, "matter %lld about this is open already", (long long)open);
}

static bool
find_contact(struct db *db, struct uuid decision, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, decision);
	bool run = db_run(db, QUERY_UNLAWFUL_DECISION, &args, rows, err);
	args_release(&args);
	if (!run)
		return false;
	if (rows_count(*rows) == 1)
		return true;
	rows_free(*rows);
	return fail(err, ERR_ABSENT, "there is no such decision, or nobody was contacted by it");
}

bool
unlawful_contact(struct db *db, struct uuid decision, const char *login, int64_t now, const char *process, int64_t *id, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "staff", .process = process};
	char reference[UUID_TEXT + 16] = "decision ";
	struct rows *rows;

	uuid_format(decision, reference + strlen(reference));
	if (!staff_must(db, login, RIGHT_DECIDE, &who.who_id, err) || !find_contact(db, decision, &rows, err))
		return false;
	struct matter_opening opening = {.kind = MATTER_UNLAWFUL, .party = rows_int(rows, 0, 0), .legal_entity_inn = rows_int(rows, 0, 2),
		.opened_at = now, .path = "review", .reference = reference, .zone = "",
		.subject = rows_is_null(rows, 0, 1) ? NULL : (const uint8_t *)rows_bytes(rows, 0, 1).data};
	bool opened = is_open(db, opening.party, opening.legal_entity_inn, err) && matter_open(db, &opening, &who, id, err);
	rows_free(rows);
	return opened;
}

bool
unlawful_complaint(struct db *db, const struct matter_act *act, int64_t *id, struct err *err)
{
	struct matter_acting acting;
	char reference[40];
	size_t opened;

	snprintf(reference, sizeof(reference), "complaint %lld", (long long)act->matter);
	bool begun = matter_begin(db, act, &acting, err);
	const struct matter *m = &acting.matter;
	struct matter_opening opening = {.kind = MATTER_UNLAWFUL, .opened_at = act->now, .path = "complaint", .reference = reference, .zone = ""};
	if (begun) {
		opening.subject = m->has_subject ? m->subject : NULL;
		opening.party = m->party;
		opening.legal_entity_inn = m->legal_entity_inn;
	}
	return matter_finish(db, begun && (m->kind == MATTER_COMPLAINT || fail(err, ERR_INPUT, "matter %lld is no complaint", (long long)act->matter)) &&
	    is_open(db, m->party, m->legal_entity_inn, err) && matter_close_in(db, act, &acting, err) &&
	    matter_put(db, &opening, 1, &acting.who, id, &opened, err), err);
}

static bool
find_contacted(struct db *db, const struct consent_said *said, size_t count, const struct consent_recorded *recorded, struct rows **rows,
    struct err *err)
{
	struct args args;
	size_t invalid = 0;

	for (size_t i = 0; i < count; i++)
		invalid += recorded[i].fate == FATE_RECORDED && said[i].act == ACT_invalidated;
	*rows = NULL;
	if (invalid == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_UUID, invalid);
	for (size_t i = 0; i < count; i++)
		if (recorded[i].fate == FATE_RECORDED && said[i].act == ACT_invalidated)
			args_array_uuid(&args, &said[i].consent);
	bool found = db_run(db, QUERY_UNLAWFUL_CONSENTS, &args, rows, err);
	args_release(&args);
	return found;
}

bool
unlawful_invalidated(struct db *db, const struct consent_said *said, size_t count, const struct consent_recorded *recorded, int64_t now,
    struct err *err)
{
	struct entry who = {.at = now, .who_kind = "process", .process = "consent"};
	struct rows *rows;
	size_t opened;

	if (!find_contacted(db, said, count, recorded, &rows, err))
		return false;
	size_t persons = rows != NULL ? (size_t)rows_count(rows) : 0;
	struct matter_opening *list = memory_new((persons + 1) * sizeof(*list));
	int64_t *ids = memory_new((persons + 1) * sizeof(*ids));
	for (size_t i = 0; i < persons; i++)
		list[i] = (struct matter_opening){.kind = MATTER_UNLAWFUL, .party = rows_int(rows, (int)i, 0),
			.subject = (const uint8_t *)rows_bytes(rows, (int)i, 1).data, .legal_entity_inn = rows_int(rows, (int)i, 2),
			.opened_at = now, .path = "gate", .reference = "consent invalidated", .zone = ""};
	bool done = persons == 0 || matter_put(db, list, persons, &who, ids, &opened, err);
	free(ids);
	free(list);
	rows_free(rows);
	return done;
}
