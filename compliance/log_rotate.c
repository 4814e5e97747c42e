/* log_rotate.c - the log gets a new key: said in the log, vouched for, and only then put in the old one's place. */
#include "compliance/log_rotate.h"

#include <string.h>

#include "base/json.h"
#include "compliance/log_key.h"
#include "compliance/sealer.h"
#include "compliance/sealing.h"

/* The keys of a change under way. */
struct change {
	struct log_key own, next;
	struct log_keys keys;		/* as the database has them */
};

static bool
is_key(const struct note_key *a, const struct note_key *b)
{
	return memcmp(a->public_key, b->public_key, KEY_SIZE) == 0;
}

static bool
announce(struct db *db, const struct entry *who, const struct change *change, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_LOG_KEY_CHANGED;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "from");
	json_hex(&json, change->own.verifier.public_key, KEY_SIZE);
	json_key(&json, "to");
	json_hex(&json, change->next.verifier.public_key, KEY_SIZE);
	json_end(&json);
	bool said = db_begin(db, err) && entry_add(db, &entry, buf_view(&data), err) && db_commit(db, err);
	if (!said)
		db_rollback(db);
	buf_release(&data);
	return said;
}

/* The last work of the old key. */
static bool
hand_over(const struct settings *settings, struct db *elected, const struct change *change, int64_t now, struct err *err)
{
	struct sealing *sealing = sealing_start(settings, elected, now, err);
	bool done = sealing != NULL;
	int64_t sealed = SEALER_BATCH;

	while (done && sealed == SEALER_BATCH)
		done = sealing_batch(sealing, now, &sealed, err);
	done = done && sealing_hand_over(sealing, &change->next, now, err);
	sealing_end(sealing);
	return done;
}

/* The new key's first: it signs what the old one signed last, and publishes. */
static bool
take_over(const struct settings *settings, struct db *elected, int64_t now, struct err *err)
{
	if (!log_key_take_next(settings, err))
		return false;
	struct sealing *sealing = sealing_start(settings, elected, now, err);
	bool taken = sealing != NULL;
	sealing_end(sealing);
	return taken;
}

/* Vouched for, and not in its place yet: the change was broken off after the handover. */
static bool
is_vouched_for(const struct settings *settings, const struct change *change)
{
	struct note_key shown;
	struct err none;
	const struct note_key *newest = log_keys_newest(&change->keys);

	if (is_key(newest, &change->own.verifier))	/* all but the public half may have been done */
		return change->keys.count > 1 && (!log_key_verifier(settings, &shown, &none) || !is_key(&shown, newest));
	return is_key(newest, &change->next.verifier);
}

static bool
change_key(const struct settings *settings, struct db *db, struct db *elected, const struct entry *who, struct change *change,
    struct err *err)
{
	if (!log_key_read(settings, &change->own, err) || !seal_keys(elected, &change->own.verifier, &change->keys, err))
		return false;
	bool is_pending = log_key_read_next(settings, false, &change->next, err);
	if (!is_pending && err->kind != ERR_ABSENT)
		return false;
	if (is_vouched_for(settings, change))
		return take_over(settings, elected, who->at, err);
	return log_key_read_next(settings, true, &change->next, err) && announce(db, who, change, err) &&
	    hand_over(settings, elected, change, who->at, err) && take_over(settings, elected, who->at, err);
}

bool
log_rotate(const struct settings *settings, struct db *db, const struct entry *who, struct note_key *out, struct err *err)
{
	struct db *elected = sealer_db(settings, err);
	struct change change = {0};
	bool done = elected != NULL && change_key(settings, db, elected, who, &change, err) &&
	    log_key_verifier(settings, out, err);

	log_key_release(&change.own);
	log_key_release(&change.next);
	db_close(elected);
	return done;
}
