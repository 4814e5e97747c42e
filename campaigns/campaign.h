/*
 * campaign.h - purpose + channel + audience + message + schedule, approved by a second person.
 *
 * draft -> approved -> planning -> running <-> paused -> finished; stopped from
 * any.  The database keeps what may not be: the author approving, advertising
 * that dials by itself (P9).
 */
#ifndef CAMPAIGNS_CAMPAIGN_H
#define CAMPAIGNS_CAMPAIGN_H

#include "compliance/facts.h"
#include "compliance/lint.h"
#include "config/contracts.h"
#include "db/db.h"

enum { CAMPAIGN_LISTS = 16 };

enum campaign_state {
	CAMPAIGN_DRAFT, CAMPAIGN_APPROVED, CAMPAIGN_PLANNING, CAMPAIGN_RUNNING, CAMPAIGN_PAUSED, CAMPAIGN_STOPPED,
	CAMPAIGN_FINISHED, CAMPAIGN_STATES
};
const char *campaign_state_name(enum campaign_state state);
const char *campaign_state_russian(enum campaign_state state);

struct campaign {
	int64_t id;
	char name[128];
	enum campaign_state state;
	enum purpose purpose;
	enum channel channel;
	enum dial_mode mode;		/* UNKNOWN for SMS and EMAIL */
	enum message_class class;
	bool inquiry, care_plan, health;
	/* its text, as read at approval: facts.h says what each means */
	bool text_checked, text_kept, professionals, carrier_template;
	enum tri warning, neutral, stop_path, human_key;
	int64_t offer_until;
	enum sms_category sms_category;
	char provider[32];
	char sender[128];
	char subject[256];
	char *body;			/* owned */
	int lists;
	int64_t list[CAMPAIGN_LISTS];
	bool quarantined;		/* any of its lists */
	int64_t starts_at, ends_at;	/* 0: no bound */
	int redials;
	int redial_after;		/* seconds */
	bool approved;
	int64_t legal_entity_inn;
	bool licence;
	int64_t licence_until;
	enum tri state_clinic;
	char zone[64];			/* of the branch */
	char caller_number[24];
	char label[LABEL_MAX * 4 + 1];
	bool label_contract;
	int64_t label_until;
	int64_t caller_owner_inn;
	bool killed;			/* the kill switch of its purpose */
	int64_t author, approver;	/* staff ids */
};

void campaign_release(struct campaign *campaign);
/* ERR_ABSENT when there is none of that id. */
bool campaign_load(struct db *db, int64_t id, struct campaign *out, struct err *err) warn_unused;
/* ERR_ABSENT: it is not. */
bool campaign_is_there(struct db *db, int64_t id, struct err *err) warn_unused;
/* From the row of any query that selects campaign_row's columns. */
void campaign_take_row(const struct rows *rows, int row, struct campaign *out);
/* Those in one state, in the order of their ids; at most max. */
bool campaign_ids(struct db *db, enum campaign_state state, int64_t *ids, int max, int *count, struct err *err) warn_unused;

/* What the gate must know of the campaign itself, as of now; the contact's part is left unknown. */
void campaign_facts(const struct campaign *campaign, int64_t now, struct facts *out);

/* What it must know of the provider, by our contract with it; and of this contact and the provider, when the contact was read. */
void campaign_provider_facts(const struct campaign *campaign, const struct contract *contract, struct facts *out);
void campaign_contact_facts(const struct contract *contract, struct facts *out);

/*
 * Reads the YAML of a campaign, checks it against the words, the law's shapes
 * and the registers, and stores a draft.  Errors name file, line, key, remedy.
 */
bool campaign_create(struct db *db, const char *path, const char *author, int64_t now, int64_t *id, struct err *err)
    warn_unused;
/* Moves it, with its audit entry; ERR_CONFLICT when its state does not permit, ERR_REFUSED when the person may not. */
/*
 * The linter reads the text in the same transaction; its errors refuse, its findings are out's (campaign_text.h).
 * why: for a purpose outside the notification to Roskomnadzor, which takes a compliance officer; or NULL.
 */
bool campaign_approve(struct db *db, int64_t id, const char *login, const char *why, const struct content_words *words,
    int64_t now, const char *process, struct lint *out, struct err *err) warn_unused;
bool campaign_start(struct db *db, int64_t id, const char *login, int64_t now, const char *process,
    struct err *err) warn_unused;
bool campaign_pause(struct db *db, int64_t id, const char *login, int64_t now, const char *process,
    struct err *err) warn_unused;
bool campaign_resume(struct db *db, int64_t id, const char *login, int64_t now, const char *process,
    struct err *err) warn_unused;
bool campaign_stop(struct db *db, int64_t id, const char *login, int64_t now, const char *process,
    struct err *err) warn_unused;

#endif
