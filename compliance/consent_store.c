/* consent_store.c - adding consent events under the locks of the parties they are about. */
#include "compliance/consent_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/consent_evidence.h"
#include "compliance/holder_store.h"
#include "compliance/matter_refused_store.h"
#include "compliance/unlawful_store.h"
#include "compliance/wording_store.h"

/* Where an event will go: to whom it was said, or nowhere. */
struct place {
	const struct holder *holder;
	bool known;
};

static const char *
evidence_of(const struct consent_said *said)
{
	return said->evidence.len > 0 ? said->evidence.data : "{}";
}

static bool
lock(struct db *db, const struct consent_said *said, size_t count, struct holders *out, struct err *err)
{
	struct buf tokens = {0};

	for (size_t i = 0; i < count; i++)
		buf_add(&tokens, said[i].address.token, TOKEN_SIZE);
	bool locked = holders_lock(db, buf_view(&tokens), out, err);
	buf_release(&tokens);
	return locked;
}

static void
find_places(const struct holders *holders, struct consent_said *said, size_t count, struct place *places,
    struct consent_recorded *recorded)
{
	for (size_t i = 0; i < count; i++) {
		const struct holder *first;
		size_t found = holders_find(holders, said[i].address.token, said[i].party, &first);

		recorded[i].fate = found == 0 ? FATE_NOBODY : found > 1 ? FATE_SEVERAL : FATE_RECORDED;
		recorded[i].lack = consent_said_lack(&said[i]);
		if (found == 1 && said[i].act == ACT_requested && !said[i].wording_approved)
			recorded[i].fate = FATE_UNASKABLE;
		if (found == 1) {
			places[i].holder = first;
			recorded[i].party = first->party;
		}
	}
}

#define COLUMN(type, add) \
	args_array(args, type, count); \
	for (size_t i = 0; i < count; i++) \
		add
static void
known_args(const struct consent_said *said, size_t count, struct args *args)
{
	COLUMN(ARRAY_INT4, args_array_int(args, (int64_t)i));
	COLUMN(ARRAY_UUID, args_array_uuid(args, &said[i].consent));
	COLUMN(ARRAY_TEXT, args_array_text(args, consent_act_name(said[i].act)));
	COLUMN(ARRAY_TIME, args_array_time(args, said[i].at));
	COLUMN(ARRAY_INT2, args_array_int(args, said[i].fact.channels));
	COLUMN(ARRAY_INT2, args_array_int(args, said[i].fact.purposes));
	COLUMN(ARRAY_INT8, args_array_int(args, said[i].wording_id));
	COLUMN(ARRAY_TEXT, args_array_text(args, identity_level_name(said[i].fact.identity)));
	COLUMN(ARRAY_TEXT, args_array_text(args, signature_kind_name(said[i].fact.signature)));
	COLUMN(ARRAY_TEXT, args_array_text(args, evidence_of(&said[i])));
}
#undef COLUMN

static bool
find_known(struct db *db, const struct consent_said *said, size_t count, struct place *places,
    struct consent_recorded *recorded, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	known_args(said, count, &args);
	bool found = db_run(db, QUERY_CONSENT_KNOWN, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		int64_t n = rows_int(rows, i, 0);
		must(n >= 0 && (size_t)n < count);
		places[n].known = true;
		if (recorded[n].fate == FATE_RECORDED)
			recorded[n].fate = FATE_KNOWN;
	}
	rows_free(rows);
	return true;
}

/* The columns, one array each, of the events that have a place. */
#define COLUMN(type, add) \
	args_array(args, type, news); \
	for (size_t i = 0; i < count; i++) \
		if (recorded[i].fate == FATE_RECORDED) \
			add
static void
append_args(const struct consent_said *said, size_t count, const struct place *places,
    const struct consent_recorded *recorded, size_t news, struct args *args)
{
	COLUMN(ARRAY_UUID, args_array_uuid(args, &said[i].consent));
	COLUMN(ARRAY_TEXT, args_array_text(args, consent_act_name(said[i].act)));
	COLUMN(ARRAY_INT8, args_array_int(args, places[i].holder->party));
	COLUMN(ARRAY_INT8, args_array_int(args, places[i].holder->contact_point));
	COLUMN(ARRAY_BYTES, args_array_bytes(args, said[i].address.token, TOKEN_SIZE));
	COLUMN(ARRAY_TEXT, args_array_text(args, consent_code_name(said[i].fact.code)));
	COLUMN(ARRAY_INT2, args_array_int(args, said[i].fact.channels));
	COLUMN(ARRAY_INT2, args_array_int(args, said[i].fact.purposes));
	COLUMN(ARRAY_INT8, args_array_int(args, said[i].fact.legal_entity_inn));
	COLUMN(ARRAY_TEXT, args_array_text(args, said[i].processors.len ? said[i].processors.data : "[]"));
	COLUMN(ARRAY_TIME, args_array_time(args, said[i].at));
	COLUMN(ARRAY_TIME, args_array_time(args, said[i].fact.valid_until));
	COLUMN(ARRAY_INT8, args_array_int(args, said[i].wording_id));
	COLUMN(ARRAY_TEXT, args_array_text(args, identity_level_name(said[i].fact.identity)));
	COLUMN(ARRAY_TEXT, args_array_text(args, signature_kind_name(said[i].fact.signature)));
	COLUMN(ARRAY_TEXT, args_array_text(args, said[i].fact.standalone == TRI_UNKNOWN ? NULL :
	    said[i].fact.standalone == TRI_YES ? "true" : "false"));
	COLUMN(ARRAY_BOOL, args_array_bool(args, recorded[i].lack == LACK_NOTHING));
	COLUMN(ARRAY_TEXT, args_array_text(args, evidence_of(&said[i])));
}
#undef COLUMN

static bool
insert(struct db *db, const struct consent_said *said, size_t count, const struct place *places,
    const struct consent_recorded *recorded, size_t news, int64_t now, struct err *err)
{
	struct args args;
	int64_t inserted = 0;

	args_init(&args);
	args_time(&args, now);
	append_args(said, count, places, recorded, news, &args);
	bool done = db_run_count(db, QUERY_CONSENT_APPEND, &args, &inserted, err);
	args_release(&args);
	must(!done || inserted == (int64_t)news);
	return done;
}

/* A refusal in any of its forms: what is cleared and not yet sent must be dropped. */
static bool
tell(struct db *db, const struct consent_said *said, size_t count, const struct consent_recorded *recorded,
    struct err *err)
{
	int64_t *parties = memory_new((count + 1) * sizeof(*parties));
	size_t closed = 0;

	for (size_t i = 0; i < count; i++)
		if (recorded[i].fate == FATE_RECORDED && (said[i].act == ACT_refused || said[i].act == ACT_withdrawn ||
		    said[i].act == ACT_invalidated))
			parties[closed++] = recorded[i].party;
	bool told = refusal_notify(db, parties, closed, err);
	free(parties);
	return told;
}

static bool
derive(struct db *db, const struct place *places, const struct consent_recorded *recorded, size_t count, struct err *err)
{
	int64_t *points = memory_new((count + 1) * sizeof(*points)), different;
	size_t touched = 0;

	for (size_t i = 0; i < count; i++)
		if (recorded[i].fate == FATE_RECORDED)
			points[touched++] = places[i].holder->contact_point;
	bool derived = consent_derive_stored(db, points, touched, false, &different, err);
	free(points);
	return derived;
}

static bool
append_locked(struct db *db, const struct holders *holders, struct consent_said *said, size_t count, int64_t now,
    struct consent_recorded *recorded, struct err *err)
{
	struct place *places = memory_new((count + 1) * sizeof(*places));
	size_t news = 0;

	find_places(holders, said, count, places, recorded);
	bool appended = find_known(db, said, count, places, recorded, err);
	for (size_t i = 0; i < count; i++)
		news += recorded[i].fate == FATE_RECORDED;
	if (appended && news > 0)
		appended = insert(db, said, count, places, recorded, news, now, err) &&
		    derive(db, places, recorded, count, err) && tell(db, said, count, recorded, err);
	free(places);
	return appended;
}

/* C-04: an agreement that is stored is an evidence file; its hash stands in the evidence. */
static bool
find_agreement(struct db *db, struct consent_said *said, struct err *err)
{
	struct consent_evidence evidence;
	uint8_t sha256[SHA256_SIZE];
	struct args args;
	struct rows *rows;

	if (said->fact.signature != SIGNATURE_SIMPLE_ES_SMS)
		return true;
	consent_evidence_open(said, &evidence);
	bool named = consent_evidence_hash(&evidence, "agreement", sha256);
	consent_evidence_release(&evidence);
	if (!named)
		return true;
	args_init(&args);
	args_bytes(&args, sha256, sizeof(sha256));
	bool done = db_run(db, QUERY_CONSENT_AGREEMENT, &args, &rows, err);
	args_release(&args);
	if (done) {
		said->agreement_stored = rows_count(rows) > 0;
		rows_free(rows);
	}
	return done;
}

bool
consent_append(struct db *db, struct consent_said *said, size_t count, int64_t now, struct consent_recorded *recorded,
    struct err *err)
{
	struct holders holders = {0};
	struct wordings *wordings = wordings_load(db, err);

	memset(recorded, 0, count * sizeof(*recorded));
	if (wordings == NULL)
		return false;
	bool appended = true;
	for (size_t i = 0; i < count && appended; i++) {
		consent_said_identify(&said[i]);
		wordings_resolve(wordings, &said[i]);
		appended = find_agreement(db, &said[i], err);
	}
	appended = appended && lock(db, said, count, &holders, err) &&
	    append_locked(db, &holders, said, count, now, recorded, err) &&
	    matter_open_withdrawn(db, said, count, recorded, now, err) && unlawful_invalidated(db, said, count, recorded, now, err);
	holders_release(&holders);
	wordings_free(wordings);
	return appended;
}

static void
write_bits(struct json *json, uint16_t bits, int count, const char *(*name)(int word))
{
	json_array(json);
	for (int word = 1; word < count; word++)
		if (bits & WORD_BIT(word))
			json_text(json, name(word));
	json_end(json);
}

static const char *
channel_word(int word)
{
	return channel_name((enum channel)word);
}

static const char *
purpose_word(int word)
{
	return purpose_name((enum purpose)word);
}

static bool
add_entry(struct db *db, const struct consent_said *said, enum consent_lack lack, const struct entry *who,
    struct err *err)
{
	struct json json;
	struct buf data = {0};
	char id[UUID_TEXT];
	struct entry entry = *who;

	entry.what = ENTRY_CONSENT_EVENT;
	entry.legal_entity_inn = said->fact.legal_entity_inn;
	entry.subject = said->address.token;
	uuid_format(said->consent, id);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "act");
	json_text(&json, consent_act_name(said->act));
	json_key(&json, "channels");
	write_bits(&json, said->fact.channels, CHANNEL_COUNT, channel_word);
	json_key(&json, "code");
	json_text(&json, consent_code_name(said->fact.code));
	json_key(&json, "consent");
	json_text(&json, id);
	json_key(&json, "proven");
	json_bool(&json, lack == LACK_NOTHING);
	json_key(&json, "purposes");
	write_bits(&json, said->fact.purposes, PURPOSE_COUNT, purpose_word);
	json_key(&json, "said_at");
	json_instant(&json, said->at);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
consent_put(struct db *db, struct consent_said *said, size_t count, const struct entry *who,
    struct consent_recorded *recorded, struct err *err)
{
	bool put = consent_append(db, said, count, who->at, recorded, err);

	for (size_t i = 0; i < count && put; i++)
		if (recorded[i].fate == FATE_RECORDED)
			put = add_entry(db, &said[i], recorded[i].lack, who, err);
	return put;
}

bool
consent_add(struct db *db, struct consent_said *said, size_t count, const struct entry *who,
    struct consent_recorded *recorded, struct err *err)
{
	bool added = db_begin(db, err) && consent_put(db, said, count, who, recorded, err) && db_commit(db, err);

	if (!added)
		db_rollback(db);
	return added;
}
