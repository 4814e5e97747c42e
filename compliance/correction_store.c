/* correction_store.c - the correction's transaction: values written over, an address changed, what was refused taken along. */
#include "compliance/correction_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/zone.h"
#include "compliance/holder_store.h"
#include "compliance/suppression_store.h"

static bool
is_right(const struct correction *c, struct err *err)
{
	int64_t day;

	if (c->birth_date != NULL && (strlen(c->birth_date) != 10 || !instant_parse(c->birth_date, &day)))
		return fail(err, ERR_INPUT, "the date of birth: not a date like 2011-02-14");
	if (c->zone != NULL && zone_find(c->zone) == NULL)
		return fail(err, ERR_INPUT, "the time zone \"%s\" is not known", c->zone);
	if ((c->from == NULL) != (c->to == NULL))
		return fail(err, ERR_INPUT, "an address is corrected from one to another: name both");
	if (c->from != NULL && c->from->kind != c->to->kind)
		return fail(err, ERR_INPUT, "a phone is corrected to a phone, an e-mail to an e-mail");
	if (c->document != NULL && c->representative == 0)
		return fail(err, ERR_INPUT, "a document is a representative's: name whose");
	return c->name != NULL || c->birth_date != NULL || c->zone != NULL || c->region != 0 || c->inn != 0 || c->representative != 0 ||
	    c->from != NULL ||
	    fail(err, ERR_INPUT, "say what is to be corrected: name, date of birth, zone, region, INN, representative or address");
}

static bool
may_correct(const struct matter_acting *acting, struct err *err)
{
	if (acting->matter.kind != MATTER_CORRECTION || acting->matter.party == 0)
		return fail(err, ERR_INPUT, "matter %lld is of another kind: it does not demand this", (long long)acting->matter.id);
	return acting->matter.identified_at != 0 ||
	    fail(err, ERR_REFUSED, "matter %lld: the requester is not identified: matter identify", (long long)acting->matter.id);
}

/* Only a company, and who trades or acts for one, has an INN; a representative is another person, whom we know. */
static bool
fits_party(struct db *db, int64_t party, const struct correction *c, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	args_int(&args, c->representative);
	bool run = db_run(db, QUERY_CORRECTION_ADMITTED, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool has_inn = rows_count(rows) > 0 && rows_bool(rows, 0, 0), known = rows_count(rows) > 0 && rows_bool(rows, 0, 1);
	rows_free(rows);
	if (c->inn != 0 && !has_inn)
		return fail(err, ERR_INPUT, "the INN is kept of companies, and of who trades or acts for one");
	return c->representative == 0 || known || fail(err, ERR_INPUT, "the representative is another person, whom we know");
}

static bool
write_party(struct db *db, int64_t party, const struct correction *c, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, party);
	args_text(&args, c->name);
	args_text(&args, c->birth_date);
	args_text(&args, c->zone);
	args_int(&args, c->region);
	args_int(&args, c->inn);
	args_int(&args, c->representative);
	args_text(&args, c->document);
	bool written = db_run(db, QUERY_CORRECTION_PARTY, &args, NULL, err);
	args_release(&args);
	return written;
}

static bool
find_point(struct db *db, int64_t party, const struct address *address, int64_t *point, bool *proof, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	args_bytes(&args, address->token, TOKEN_SIZE);
	bool run = db_run(db, QUERY_CORRECTION_POINT, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool there = rows_count(rows) > 0;
	if (there) {
		*point = rows_int(rows, 0, 0);
		*proof = rows_bool(rows, 0, 1);
	}
	rows_free(rows);
	return there || fail(err, ERR_ABSENT, "the person does not have this address");
}

static bool
add_point(struct db *db, int64_t party, int64_t old, const struct address *address, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, party);
	args_int(&args, old);
	args_text(&args, address->text);
	args_bytes(&args, address->token, TOKEN_SIZE);
	args_text(&args, address_kind_name(address->kind));
	args_time(&args, now);
	bool added = db_run(db, QUERY_CORRECTION_POINT_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

/* P2: who refused is not reached under the new number because it is new. */
static bool
carry_refusals(struct db *db, const struct correction *c, const struct entry *who, struct err *err)
{
	struct args args;
	struct rows *rows;
	struct suppression_effect effect;

	args_init(&args);
	args_bytes(&args, c->from->token, TOKEN_SIZE);
	bool found = db_run(db, QUERY_CORRECTION_REFUSALS, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	size_t count = (size_t)rows_count(rows);
	struct suppression *list = memory_new((count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		int row = (int)i;
		memcpy(list[i].token, c->to->token, TOKEN_SIZE);
		list[i].fact = (struct suppression_fact){.scope = scope_find(view_of(rows_text(rows, row, 0))),
			.channel = channel_find(view_of(rows_text(rows, row, 1))), .legal_entity_inn = rows_int(rows, row, 2),
			.said_at = rows_time(rows, row, 4)};
		snprintf(list[i].path, sizeof(list[i].path), "%s", rows_text(rows, row, 3));
	}
	rows_free(rows);
	bool carried = count == 0 || suppression_put(db, list, count, who, &effect, err);
	free(list);
	return carried;
}

static bool
close_point(struct db *db, int64_t point, bool proof, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, point);
	args_bool(&args, proof);
	bool closed = db_run(db, QUERY_CORRECTION_POINT_CLOSE, &args, NULL, err);
	args_release(&args);
	return closed;
}

static bool
change_address(struct db *db, int64_t party, const struct correction *c, const struct entry *who, struct err *err)
{
	int64_t point = 0;
	bool proof = false;

	if (c->from == NULL)
		return true;
	if (memcmp(c->from->token, c->to->token, TOKEN_SIZE) == 0)
		return fail(err, ERR_INPUT, "this is the address that stands there already");
	return find_point(db, party, c->from, &point, &proof, err) && add_point(db, party, point, c->to, who->at, err) &&
	    carry_refusals(db, c, who, err) && close_point(db, point, proof, err) && refusal_notify(db, &party, 1, err);
}

/* The words say which datum, never which value. */
static bool
record(struct db *db, const struct matter_acting *acting, const struct correction *c, struct err *err)
{
	const struct {
		bool is;
		const char *field, *says;
	} fields[] = {{c->name != NULL, "name", "имя"}, {c->birth_date != NULL, "birth_date", "дата рождения"},
		{c->zone != NULL, "zone", "часовой пояс"}, {c->region != 0, "region", "регион"}, {c->inn != 0, "inn", "ИНН"},
		{c->representative != 0, "representative", "представитель"}, {c->from != NULL, "address", "адрес"}};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct matter_deed deed = {ENTRY_MATTER_CORRECTED, "corrected", DEADLINE_COUNT, fields[i].says, NULL, fields[i].field};
		if (fields[i].is && !matter_record(db, &acting->matter, &deed, &acting->who, err))
			return false;
	}
	return true;
}

bool
matter_correct(struct db *db, const struct matter_act *act, const struct correction *correction, struct err *err)
{
	struct matter_acting acting;

	return is_right(correction, err) && matter_finish(db, matter_begin(db, act, &acting, err) && matter_is_open(&acting, err) &&
	    may_correct(&acting, err) && fits_party(db, acting.matter.party, correction, err) && write_party(db, acting.matter.party, correction, err) &&
	    change_address(db, acting.matter.party, correction, &acting.who, err) && record(db, &acting, correction, err), err);
}
