/* spoken_proof_store.c - the unproven spoken consents that a capture covers, and the event that proves them. */
#include "compliance/spoken_proof_store.h"

#include "compliance/consent_store.h"

enum { RAISED = 16 };	/* spoken consents of one text and one address; the rest stay unproven */

static void
add_items(const struct capture *capture, struct args *args)
{
	size_t count = (size_t)capture->form->items;

	args_array(args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(args, capture->given & WORD_BIT(capture->form->item[i].place) ? capture->form->item[i].wording_id : 0);
	args_array(args, ARRAY_INT2, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(args, capture->form->item[i].channels);
	args_array(args, ARRAY_INT2, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(args, capture->form->item[i].purposes);
}

static bool
load(struct db *db, const struct capture *capture, int64_t contact_point, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, contact_point);
	args_int(&args, capture->form->legal_entity_inn);
	add_items(capture, &args);
	bool run = db_run(db, QUERY_SPOKEN_UNPROVEN, &args, rows, err);
	args_release(&args);
	return run;
}

bool
spoken_prove(struct db *db, const struct capture *capture, int64_t party, int64_t contact_point, const struct entry *who,
    int *raised, struct err *err)
{
	struct consent_recorded recorded[RAISED];
	struct consent_said said[RAISED];
	struct rows *rows;
	size_t count = 0;

	*raised = 0;
	if (capture->way == CAPTURE_VOICE || capture->given == 0)
		return true;
	if (!load(db, capture, contact_point, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows) && count < RAISED; i++) {
		capture_said(capture, &capture->form->item[rows_int(rows, i, 1) - 1], ACT_evidence_added, &said[count]);
		said[count].party = party;
		said[count++].consent = rows_uuid(rows, i, 0);
	}
	rows_free(rows);
	bool put = count == 0 || consent_put(db, said, count, who, recorded, err);
	for (size_t i = 0; i < count; i++) {
		*raised += put && recorded[i].fate == FATE_RECORDED && recorded[i].lack == LACK_NOTHING;
		consent_said_release(&said[i]);
	}
	return put;
}
