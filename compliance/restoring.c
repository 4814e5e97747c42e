/*
 * restoring.c - a database that came back from an older copy learns again, from the log, what it must not forget.
 *
 * Only what takes away is done again: what was allowed in the lost time -
 * consents, approvals, campaigns - is not, for a missing permission never
 * allows.  Each of it is idempotent, so there is no half-way state to remember.
 */
#include "compliance/restoring.h"

#include <string.h>

#include "base/json.h"
#include "compliance/consent_store.h"
#include "compliance/kill_store.h"
#include "compliance/log_key.h"
#include "compliance/log_verify.h"
#include "compliance/party_state_store.h"
#include "compliance/sealer.h"
#include "compliance/suppression_store.h"

static const char REASON[] = "база восстановлена из резервной копии, возвращено из журнала";

struct run {
	const struct settings *settings;
	const struct restore_order *order;
	struct db *db;
	struct log_dir *dir;
	struct log_keys keys;
	struct log_tree tree;
	struct buf note;		/* the newest that was signed */
	struct checkpoint last;
	struct seal head;		/* how far the database knows */
	struct restored done;
};

static struct address
address_of(const struct lost *lost)
{
	struct address address = {0};

	memcpy(address.token, lost->subject, TOKEN_SIZE);
	return address;
}

static bool
refuse_again(struct run *run, const struct lost *lost, struct err *err)
{
	struct suppression refusal = {.fact = lost->refusal};
	struct suppression_effect effect;

	memcpy(refusal.token, lost->subject, TOKEN_SIZE);
	snprintf(refusal.path, sizeof(refusal.path), "%s", lost->path);
	if (suppression_fault(&refusal) != NULL)
		return fail(err, ERR_INPUT, "%s", suppression_fault(&refusal));
	bool done = suppression_add(run->db, &refusal, 1, &run->order->who, &effect, err);
	if (done)
		run->done.refusals += effect.added;
	return done;
}

static uint16_t
read_channels(const char *names)
{
	uint16_t bits = 0;

	for (size_t len; *names != '\0'; names += len + (names[len] == ',')) {
		len = strcspn(names, ",");
		bits |= WORD_BIT(channel_find((struct view){names, len}));
	}
	return bits;
}

/* A consent that the database does not know either cannot allow anything. */
static bool
withdraw_again(struct run *run, const struct lost *lost, struct err *err)
{
	struct consent_recorded recorded = {0};
	struct consent_said said = {.act = consent_act_find(view_of(lost->deed)), .consent = lost->consent, .address = address_of(lost),
		.party = lost->party, .at = lost->at, .fact = {.code = consent_code_find(view_of(lost->code)),
		.legal_entity_inn = lost->refusal.legal_entity_inn, .channels = read_channels(lost->channels)}};

	if (lost->party == 0)
		return true;
	buf_add_text(&said.evidence, "{\"withdrawal_channel\":\"log\"}");
	bool done = consent_add(run->db, &said, 1, &run->order->who, &recorded, err);
	consent_said_release(&said);
	if (done)
		run->done.withdrawals += recorded.fate == FATE_RECORDED;
	return done;
}

static bool
move_again(struct run *run, const struct lost *lost, struct err *err)
{
	struct party_move move = {.address = address_of(lost), .party = lost->party, .to = party_state_find(view_of(lost->state)),
		.reason = REASON};

	if (move.to == STATE_ACTIVE || move.to == STATE_UNKNOWN)	/* who frees somebody may do it again */
		return true;
	bool done = party_state_move(run->db, &move, &run->order->who, err);
	if (done)
		run->done.states++;
	return done || err->kind == ERR_CONFLICT || err->kind == ERR_ABSENT;
}

static bool
erase_again(struct run *run, const struct lost *lost, struct err *err)
{
	struct address address = address_of(lost);
	struct erasure_order order = {.reason = erasure_reason_find(lost->reason), .party = lost->party, .address = &address,
		.again = lost->act, .by = run->order->by, .second = run->order->second,
		.certificate = run->settings->destroyer_certificate, .now = run->order->who.at};
	struct erasure erasure = {0};
	bool holds;

	if (order.reason == ERASURE_UNKNOWN)
		return fail(err, ERR_INPUT, "the reason of the erasure is not known");
	/* Since the copy was made the number may have been given to somebody else. */
	if (!lost_is_holder(run->db, lost->party, lost->subject, &holds, err))
		return false;
	if (!holds)
		order.party = 0;
	bool done = erasure_run(run->db, run->order->dir, &order, &erasure, err);
	erasure_release(&erasure);
	if (done)
		run->done.erasures++;
	return done || (err->kind == ERR_ABSENT && erasure_remember(run->db, &order, err));
}

static bool
not_twice(struct run *run, const struct lost *lost, struct err *err)
{
	int64_t stopped = 0;
	bool done = lost_stop(run->db, lost->campaign, lost->subject, &stopped, err);

	run->done.contacts += stopped;
	return done;
}

static const struct {
	const char *word;
	bool (*again)(struct run *run, const struct lost *lost, struct err *err);
} deeds[] = {
	{"suppression.added", refuse_again}, {"consent.event", withdraw_again}, {"party.state", move_again},
	{"party.erased", erase_again}, {"attempt.cleared", not_twice},
};

/* What cannot be done again is named, and holds nothing else up; only a database or a log that fails does. */
static bool
take(void *self, const struct lost *lost, struct err *err)
{
	struct run *run = self;
	size_t i = 0;

	while (i < sizeof(deeds) / sizeof(deeds[0]) && strcmp(deeds[i].word, lost->what) != 0)
		i++;
	bool known = i < sizeof(deeds) / sizeof(deeds[0]) && lost->subject != NULL;
	if (known && (run->order->dry || deeds[i].again(run, lost, err)))
		return true;
	if (known && err->kind == ERR_RETRY)
		return false;
	run->done.left++;
	run->order->left(run->order->context, lost, known ? err : NULL);
	return true;
}

/* The handovers of the lost time; those that the database has are the first of them. */
static bool
put_keys_back(struct run *run, struct err *err)
{
	struct log_keys there;
	char name[LOG_KEYS_NAME];
	struct buf note = {0};
	bool put = seal_keys(run->db, &run->keys.at[0], &there, err);

	for (int i = there.count; put && i < run->keys.count; i++) {
		log_keys_name(i, name);
		put = log_dir_read(run->dir, name, NOTE_MAX, &note, err) &&
		    seal_add_handover(run->db, buf_view(&note), run->order->who.at, err);
	}
	buf_release(&note);
	return put;
}

static bool
add_entry(struct run *run, struct err *err)
{
	struct entry entry = run->order->who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_BACKUP_RESTORED;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "contacts");
	json_int(&json, run->done.contacts);
	json_key(&json, "erasures");
	json_int(&json, run->done.erasures);
	json_key(&json, "known");
	json_int(&json, (int64_t)run->done.known);
	json_key(&json, "left");
	json_int(&json, run->done.left);
	json_key(&json, "refusals");
	json_int(&json, run->done.refusals);
	json_key(&json, "size");
	json_int(&json, (int64_t)run->done.size);
	json_key(&json, "states");
	json_int(&json, run->done.states);
	json_key(&json, "withdrawals");
	json_int(&json, run->done.withdrawals);
	json_end(&json);
	bool added = entry_add(run->db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

/* The last step: from here on the database knows what was signed. */
static bool
catch_up(struct run *run, struct err *err)
{
	bool done = db_begin(run->db, err) && lost_put_back(run->db, &run->tree, &run->head, err) &&
	    seal_add_checkpoint(run->db, &run->last, buf_view(&run->note), run->order->who.at, err) && put_keys_back(run, err) &&
	    add_entry(run, err) && db_commit(run->db, err);

	if (!done)
		db_rollback(run->db);
	return done;
}

/* It stays thrown: an officer lifts it who has compared the providers' journals. */
static bool
stop_all(struct run *run, struct err *err)
{
	return kill_throw(run->db, PURPOSE_UNKNOWN, REASON, &run->order->who, err) || err->kind == ERR_CONFLICT;
}

/* What the database knows must be the beginning of what the log has. */
static bool
find_head(struct run *run, struct err *err)
{
	struct checkpoint known = {0};
	struct buf note = {0};

	if (!seal_head(run->db, &run->head, err))
		return false;
	bool found = seal_last_note(run->db, &note, err) ? log_keys_open(&run->keys, buf_view(&note), &known, err) :
	    err->kind == ERR_ABSENT;
	buf_release(&note);
	if (!found)
		return false;
	run->done.known = known.size;
	run->done.size = run->last.size;
	if (known.size >= run->last.size)
		return fail(err, ERR_ABSENT, "the database knows of all %llu entries that were signed: nothing is lost",
		    (unsigned long long)run->last.size);
	return log_tree_continues(run->dir, &known, &run->last, err);
}

/* The whole log is verified first: what is believed about persons was signed. */
static bool
open_log(struct run *run, struct err *err)
{
	struct note_key own;
	struct log_verify wish = {.path = run->settings->log_dir, .key = &own, .threads = 1};
	struct log_verified verified;

	if (!log_key_verifier(run->settings, &own, err) || !log_verify(&wish, &verified, err))
		return false;
	run->dir = log_dir_open(run->settings->log_dir, false, err);
	return run->dir != NULL && log_keys_read(run->dir, &own, &run->keys, err) &&
	    log_dir_read(run->dir, "checkpoint", NOTE_MAX, &run->note, err) &&
	    log_keys_open(&run->keys, buf_view(&run->note), &run->last, err);
}

bool
restoring_run(const struct settings *settings, struct db *db, const struct restore_order *order, struct restored *out,
    struct err *err)
{
	struct run run = {.settings = settings, .order = order, .db = db};
	struct erasure signers = {0};
	struct db *elected = erasure_sign(db, order->by, order->second, &signers, err) ? sealer_db(settings, err) : NULL;
	bool done = elected != NULL && open_log(&run, err) && find_head(&run, err);

	if (done) {
		log_tree_init(&run.tree, run.dir, run.last.size);
		done = (order->dry || stop_all(&run, err)) && lost_each(db, &run.tree, (uint64_t)run.head.leaves, take, &run, err) &&
		    (order->dry || catch_up(&run, err));
		log_tree_release(&run.tree);
	}
	log_dir_close(run.dir);
	buf_release(&run.note);
	db_close(elected);
	if (done)
		*out = run.done;
	return done;
}

/* By the size alone: who signed it, and whether it is the same log, the sealer asks. */
static bool
read_size(const struct settings *settings, uint64_t *size, struct err *err)
{
	struct log_dir *dir = log_dir_open(settings->log_dir, false, err);
	struct view text, signatures;
	struct buf note = {0};
	struct checkpoint published;

	bool read = dir != NULL && log_dir_read(dir, "checkpoint", NOTE_MAX, &note, err) &&
	    (note_split(buf_view(&note), &text, &signatures) || fail(err, ERR_INPUT, "not a signed note: expected text, an empty line and signatures")) &&
	    checkpoint_read_text(text, settings->log_origin, &published, err);
	log_dir_close(dir);
	buf_release(&note);
	if (read)
		*size = published.size;
	return read;
}

bool
log_is_whole(const struct settings *settings, struct err *err)
{
	struct buf dsn = {0};
	struct seal head;
	uint64_t size;

	if (!read_size(settings, &size, err))
		return err->kind == ERR_ABSENT;
	settings_dsn(settings, "dozvon_sealer", &dsn);
	struct db *db = db_open(dsn.data, err);
	buf_release(&dsn);
	bool whole = db != NULL && seal_head(db, &head, err);
	db_close(db);
	return whole && ((uint64_t)head.leaves >= size || fail(err, ERR_REFUSED, "the log has %llu entries, the database knows of %lld: "
	    "it was restored from an older copy, and refusals and erasures are missing; \"dozvon backup restored\" brings them back",
	    (unsigned long long)size, (long long)head.leaves));
}
