/*
 * capture_store.c - the transaction that takes consents: locks, who may decide, what was refused before, events, receipt.
 *
 * The party is locked first, as by every act about a person: a refusal that
 * is being committed is seen here, or comes after and ends what was taken.
 */
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/capture.h"
#include "compliance/contact_confirm_store.h"
#include "compliance/holder_store.h"
#include "compliance/receipt.h"
#include "compliance/spoken_proof_store.h"

/* Who decides for a party, as the register of persons says it. */
struct standing {
	bool minor;
	int64_t representative;
};

/* law.md 10: until the end of the year in which they turn 18 where only the year is known; on a children's card always. */
static bool
is_minor(const struct rows *rows, int64_t at)
{
	int year, month, day, y, m, d;

	day_date(at / DAY, &year, &month, &day);
	if (!rows_is_null(rows, 0, 0)) {
		day_date(rows_int(rows, 0, 0), &y, &m, &d);
		return at / DAY < day_number(y + 18, m, d);
	}
	if (!rows_is_null(rows, 0, 1))
		return year <= (int)rows_int(rows, 0, 1) + 18;
	return rows_bool(rows, 0, 2);
}

static bool
load_standing(struct db *db, int64_t party, int64_t at, struct standing *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	bool run = db_run(db, QUERY_CAPTURE_PARTY, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	must(rows_count(rows) == 1);	/* it is locked */
	*out = (struct standing){.minor = is_minor(rows, at), .representative = rows_int(rows, 0, 3)};
	rows_free(rows);
	return true;
}

static bool
write_representative(struct db *db, const struct capture *capture, int64_t party, struct err *err)
{
	struct args args;
	int64_t count;

	args_init(&args);
	args_int(&args, party);
	args_int(&args, capture->representative);
	args_text(&args, capture->authority);
	bool run = db_run_count(db, QUERY_CAPTURE_REPRESENT, &args, &count, err);
	args_release(&args);
	return run && (count == 1 || fail(err, ERR_ABSENT, "there is no contact %lld to represent this one",
	    (long long)capture->representative));
}

/* G-13: for a minor the representative decides; another's word than the registered representative's counts for nothing. */
static bool
may_decide(struct db *db, const struct capture *capture, int64_t party, struct err *err)
{
	struct standing standing;

	if (!load_standing(db, party, capture->at, &standing, err))
		return false;
	if (capture->representative == 0)
		return !standing.minor ||
		    fail(err, ERR_REFUSED, "the person is a minor: the representative decides, with a document of authority");
	if (standing.representative == 0)
		return write_representative(db, capture, party, err);
	return standing.representative == capture->representative ||
	    fail(err, ERR_REFUSED, "another person is registered as the representative of this one");
}

/* W-01: after a refusal only the person's own act counts; what an agent marks is the agent's. */
static bool
may_bring_back(struct db *db, const struct capture *capture, int64_t party, struct err *err)
{
	struct args args;
	struct rows *rows;
	size_t count = 0;

	if (capture->way != CAPTURE_VOICE || capture->given == 0)
		return true;
	for (int i = 0; i < capture->form->items; i++)
		count += (capture->given & WORD_BIT(capture->form->item[i].place)) != 0;
	args_init(&args);
	args_bytes(&args, capture->address.token, TOKEN_SIZE);
	args_int(&args, party);
	args_array(&args, ARRAY_TEXT, count);
	for (int i = 0; i < capture->form->items; i++)
		if (capture->given & WORD_BIT(capture->form->item[i].place))
			args_array_text(&args, consent_code_name(capture->form->item[i].code));
	bool run = db_run(db, QUERY_CAPTURE_REFUSED, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool refused = rows_bool(rows, 0, 0);
	rows_free(rows);
	return !refused ||
	    fail(err, ERR_REFUSED, "the person has refused before: only a signature or an own form brings it back, never a mark in a call");
}

/* Gives the party and its contact point. */
static bool
lock(struct db *db, const struct capture *capture, int64_t *party, int64_t *point, struct err *err)
{
	struct holders holders = {0};
	const struct holder *first = NULL;
	struct view token = {(const char *)capture->address.token, TOKEN_SIZE};

	if (!holders_lock(db, token, &holders, err))
		return false;
	size_t found = holders_find(&holders, capture->address.token, capture->party, &first);
	if (found == 1)
		*party = first->party, *point = first->contact_point;
	holders_release(&holders);
	if (found == 0)
		return fail(err, ERR_ABSENT, "nobody in the lists holds this address");
	return found == 1 || fail(err, ERR_INPUT, "several contacts hold this address: name the party");
}

/* An event must not name a file that is not kept; the file is kept as long as its consents need it. */
static bool
tie_file(struct db *db, const struct capture *capture, const struct consent_said *said, size_t count, struct err *err)
{
	struct args args;
	struct rows *rows;

	if (capture->file_sha256 == NULL)
		return true;
	args_init(&args);
	args_bytes(&args, capture->file_sha256, SHA256_SIZE);
	args_array(&args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(&args, &said[i].consent);
	args_bool(&args, capture->way == CAPTURE_VOICE);
	args_time(&args, capture->at);
	args_int(&args, capture->way == CAPTURE_VOICE ? capture->offset_ms : 0);
	bool run = db_run(db, QUERY_CAPTURE_EVIDENCE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool kept = rows_int(rows, 0, 0) == 1, reaches = rows_bool(rows, 0, 1);
	rows_free(rows);
	if (kept && !reaches)
		return fail(err, ERR_INPUT, "the recording is too short for the text to begin there");
	return kept || fail(err, ERR_ABSENT, "the scan or the recording is not in the evidence store");
}

/* C-11: a code, a link or a document says whose the address is, whatever was ticked; a voice does not (C-06). */
static bool
confirm(struct db *db, const struct capture *capture, int64_t point, struct err *err)
{
	struct confirmed_contact contact = {point, capture->at};

	return contact_confirm(db, &contact, capture->way != CAPTURE_VOICE, err);
}

static size_t
make_events(const struct capture *capture, int64_t party, struct consent_said *said)
{
	size_t count = 0;

	for (int i = 0; i < capture->form->items; i++) {
		const struct form_item *item = &capture->form->item[i];
		uint16_t bit = WORD_BIT(item->place);
		if (!((capture->given | capture->refused) & bit))
			continue;
		capture_said(capture, item, capture->given & bit ? ACT_given : ACT_refused, &said[count]);
		said[count++].party = party;
	}
	return count;
}

static void
count_events(const struct consent_said *said, const struct consent_recorded *recorded, size_t count, struct captured *out)
{
	for (size_t i = 0; i < count; i++) {
		out->recorded++;
		out->refused += said[i].act == ACT_refused;
		if (said[i].act == ACT_given && recorded[i].lack != LACK_NOTHING) {
			out->unproven++;
			out->lack = recorded[i].lack;
		}
	}
}

bool
capture_put(struct db *db, const struct capture *capture, const struct entry *who, struct captured *out, struct err *err)
{
	struct consent_said said[FORM_ITEMS];
	struct consent_recorded recorded[FORM_ITEMS];
	struct captured captured = {0};
	const char *fault = capture_fault(capture);
	int64_t point = 0;
	size_t count;

	if (fault != NULL)
		return fail(err, ERR_INPUT, "%s", say(fault));
	if (!lock(db, capture, &captured.party, &point, err) || !may_decide(db, capture, captured.party, err) ||
	    !may_bring_back(db, capture, captured.party, err))
		return false;
	count = make_events(capture, captured.party, said);
	bool put = consent_put(db, said, count, who, recorded, err) && confirm(db, capture, point, err) &&
	    tie_file(db, capture, said, count, err) &&
	    receipt_put(db, capture->form, said, recorded, count, who, &captured.receipt, err) &&
	    spoken_prove(db, capture, captured.party, point, who, &captured.raised, err);
	if (put)
		count_events(said, recorded, count, &captured);
	for (size_t i = 0; i < count; i++)
		consent_said_release(&said[i]);
	if (put)
		*out = captured;
	return put;
}

bool
capture_add(struct db *db, const struct capture *capture, const struct entry *who, struct captured *out, struct err *err)
{
	bool added = db_begin(db, err) && capture_put(db, capture, who, out, err) && db_commit(db, err);

	if (!added)
		db_rollback(db);
	return added;
}
