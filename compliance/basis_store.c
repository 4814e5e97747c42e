/* basis_store.c - adding basis events under the locks of the parties they are about. */
#include "compliance/basis_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/contact_confirm_store.h"
#include "compliance/holder_store.h"

/* A basis is the party's, so two addresses of one party are no ambiguity; two parties are. */
static void
find_parties(const struct holders *holders, struct basis_said *said, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct holder *first;
		size_t found = holders_find(holders, said[i].address.token, said[i].party, &first);

		said[i].reason = found == 0 ? "nobody in the lists holds this address" :
		    first[0].party != first[found - 1].party ? "several contacts hold this address: add \"party_id\"" : NULL;
		said[i].known = false;
		if (said[i].reason == NULL)
			said[i].party = first->party, said[i].contact_point = first->contact_point;
	}
}

static bool
is_new(const struct basis_said *said)
{
	return said->reason == NULL && !said->known;
}

#define COLUMN(type, add) \
	args_array(args, type, size); \
	for (size_t i = 0; i < count; i++) \
		if (is_new(&said[i])) \
			add
static void
add_columns(const struct basis_said *said, size_t count, size_t size, struct args *args)
{
	COLUMN(ARRAY_INT8, args_array_int(args, said[i].party));
	COLUMN(ARRAY_TEXT, args_array_text(args, basis_kind_name(said[i].fact.kind)));
	COLUMN(ARRAY_INT2, args_array_int(args, said[i].fact.purposes));
	COLUMN(ARRAY_INT8, args_array_int(args, said[i].fact.legal_entity_inn));
	COLUMN(ARRAY_TEXT, args_array_text(args, said[i].reference));
	COLUMN(ARRAY_TIME, args_array_time(args, said[i].fact.valid_from));
	COLUMN(ARRAY_TIME, args_array_time(args, said[i].fact.valid_until));
	COLUMN(ARRAY_BOOL, args_array_bool(args, said[i].ended));
}

static void
add_proofs(const struct basis_said *said, size_t count, size_t size, struct args *args)
{
	COLUMN(ARRAY_TEXT, args_array_text(args, said[i].proof[0] != '\0' ? said[i].proof : "{}"));
}

static void
add_numbers(const struct basis_said *said, size_t count, size_t size, struct args *args)
{
	COLUMN(ARRAY_INT4, args_array_int(args, (int64_t)i));
}

static void
add_parties(const struct basis_said *said, size_t count, size_t size, struct args *args)
{
	COLUMN(ARRAY_INT8, args_array_int(args, said[i].party));
}
#undef COLUMN

static size_t
count_new(const struct basis_said *said, size_t count)
{
	size_t news = 0;

	for (size_t i = 0; i < count; i++)
		news += is_new(&said[i]);
	return news;
}

static bool
find_known(struct db *db, struct basis_said *said, size_t count, struct err *err)
{
	struct args args;
	struct rows *rows;
	size_t size = count_new(said, count);

	args_init(&args);
	add_numbers(said, count, size, &args);
	add_columns(said, count, size, &args);
	bool found = db_run(db, QUERY_BASIS_KNOWN, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		said[rows_int(rows, i, 0)].known = true;
	rows_free(rows);
	return true;
}

static bool
insert(struct db *db, const struct basis_said *said, size_t count, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_time(&args, now);
	add_columns(said, count, count_new(said, count), &args);
	add_proofs(said, count, count_new(said, count), &args);
	bool inserted = db_run(db, QUERY_BASIS_APPEND, &args, NULL, err);
	args_release(&args);
	return inserted;
}

enum { PARTY, KIND, PURPOSES, INN, REFERENCE, FROM, UNTIL, ENDED };	/* columns of basis_events */

/* One party's rows [from, until) -> its packed bases. */
static void
derive_rows(const struct rows *rows, int from, int until, struct buf *packed)
{
	struct basis_fact facts[FACTS_BASES] = {0};
	struct basis_event *events = memory_new((size_t)(until - from) * sizeof(*events));

	for (int row = from; row < until; row++)
		events[row - from] = (struct basis_event){
			.said = {
				.kind = basis_kind_find(view_of(rows_text(rows, row, KIND))),
				.purposes = (uint16_t)rows_int(rows, row, PURPOSES),
				.legal_entity_inn = rows_int(rows, row, INN),
				.valid_from = rows_time(rows, row, FROM),
				.valid_until = rows_time(rows, row, UNTIL),
			},
			.reference = rows_text(rows, row, REFERENCE),
			.ended = rows_bool(rows, row, ENDED),
		};
	basis_pack(facts, basis_derive(events, (size_t)(until - from), facts, FACTS_BASES), packed);
	free(events);
}

/* Both arrays of basis_write, from all events of the parties; rows of one party stand together. */
static void
derive_all(const struct rows *rows, struct args *args)
{
	struct buf packed = {0};
	int count = rows_count(rows), until, parties = 0;

	for (int row = 0; row < count; row++)
		parties += row == 0 || rows_int(rows, row, PARTY) != rows_int(rows, row - 1, PARTY);
	args_array(args, ARRAY_INT8, (size_t)parties);
	for (int row = 0; row < count; row++)
		if (row == 0 || rows_int(rows, row, PARTY) != rows_int(rows, row - 1, PARTY))
			args_array_int(args, rows_int(rows, row, PARTY));
	args_array(args, ARRAY_BYTES, (size_t)parties);
	for (int row = 0; row < count; row = until) {
		for (until = row + 1; until < count && rows_int(rows, until, PARTY) == rows_int(rows, row, PARTY); until++)
			;
		buf_init(&packed);
		derive_rows(rows, row, until, &packed);
		args_array_bytes(args, packed.data, packed.len);
		buf_release(&packed);
	}
}

static bool
derive(struct db *db, const struct basis_said *said, size_t count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	add_parties(said, count, count_new(said, count), &args);
	bool done = db_run(db, QUERY_BASIS_EVENTS, &args, &rows, err);
	args_clear(&args);
	if (done) {
		derive_all(rows, &args);
		rows_free(rows);
		done = db_run(db, QUERY_BASIS_WRITE, &args, NULL, err);
	}
	args_release(&args);
	return done;
}

static bool
add_entry(struct db *db, const struct basis_said *said, const struct entry *who, struct err *err)
{
	struct json json;
	struct buf data = {0};
	struct entry entry = *who;

	entry.what = ENTRY_BASIS_EVENT;
	entry.legal_entity_inn = said->fact.legal_entity_inn;
	entry.subject = said->address.kind != ADDRESS_UNKNOWN ? said->address.token : NULL;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "ended");
	json_bool(&json, said->ended);
	json_key(&json, "kind");
	json_text(&json, basis_kind_name(said->fact.kind));
	json_key(&json, "valid_from");
	json_instant(&json, said->fact.valid_from);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
basis_append_locked(struct db *db, struct basis_said *said, size_t count, const struct entry *who, struct err *err)
{
	if (!find_known(db, said, count, err))
		return false;
	if (count_new(said, count) == 0)
		return true;
	if (!insert(db, said, count, who->at, err) || !derive(db, said, count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_new(&said[i]) && !add_entry(db, &said[i], who, err))
			return false;
	return true;
}

/* C-11: a request that proves whose the address is. What lies ahead has not been said yet. */
static bool
confirm(struct db *db, const struct basis_said *said, size_t count, int64_t now, struct err *err)
{
	struct confirmed_contact *contacts = memory_new((count + 1) * sizeof(*contacts));
	size_t identified = 0;

	for (size_t i = 0; i < count; i++)
		if (is_new(&said[i]) && said[i].identified && said[i].fact.valid_from <= now)
			contacts[identified++] = (struct confirmed_contact){said[i].contact_point, said[i].fact.valid_from};
	bool confirmed = contact_confirm(db, contacts, identified, err);
	free(contacts);
	return confirmed;
}

bool
basis_append(struct db *db, struct basis_said *said, size_t count, const struct entry *who, struct err *err)
{
	struct holders holders = {0};
	struct buf tokens = {0};

	for (size_t i = 0; i < count; i++)
		buf_add(&tokens, said[i].address.token, TOKEN_SIZE);
	bool appended = holders_lock(db, buf_view(&tokens), &holders, err);
	buf_release(&tokens);
	if (appended) {
		find_parties(&holders, said, count);
		appended = basis_append_locked(db, said, count, who, err) && confirm(db, said, count, who->at, err);
	}
	holders_release(&holders);
	return appended;
}
