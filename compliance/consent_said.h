/*
 * consent_said.h - one act about a consent as the desk, a form or a file states it, before it is an event.
 *
 * The evidence is law.md 1.12: the named fields here, the rest as a JSON
 * object.  consent_said_lack names what is missing from the proof (C-05, C-06,
 * I-08); a consent that lacks anything is stored, as unproven.
 */
#ifndef COMPLIANCE_CONSENT_SAID_H
#define COMPLIANCE_CONSENT_SAID_H

#include "base/uuid.h"
#include "compliance/address.h"
#include "compliance/consent.h"
#include "compliance/line.h"

enum { WORDING_NAME = 96 };

struct consent_said {
	enum consent_act act;
	struct uuid consent;		/* zeros: of the content, so that the same line twice is the same consent */
	struct address address;
	int64_t party;			/* 0: the only one who holds the address */
	struct consent_fact fact;	/* code, channels, purposes, entity, valid_until, identity, signature, standalone */
	int64_t at;
	char wording[WORDING_NAME];	/* "" when none was named */
	int64_t wording_version;
	int64_t wording_id;		/* 0 until wordings_resolve found the registered text */
	bool wording_approved;		/* these three: by wordings_resolve */
	uint16_t wording_purposes;	/* 0: the text was registered without them */
	uint8_t wording_sha256[SHA256_SIZE];
	bool agreement_stored;		/* by consent_append: evidence.agreement is an evidence file of ours */
	struct buf processors;		/* JSON array of texts, or empty */
	struct buf evidence;		/* canonical JSON object, or empty */
};

enum consent_lack { LACK_NOTHING, LACK_IDENTITY, LACK_WORDING, LACK_SIGNATURE, LACK_STANDALONE, LACK_WRITTEN_FORM, LACK_APPROVAL,
	LACK_PURPOSE, LACK_TEXT, LACK_OWN_ACT, LACK_AGREEMENT, LACK_EVIDENCE, LACK_COUNT };

/* Fields of one import line.  False: line->field and line->reason. */
bool consent_said_read(struct line *line, const struct installation_key *key, int64_t now, struct consent_said *out);
void consent_said_release(struct consent_said *said);
/* Gives it the id of its content when it has none. */
void consent_said_identify(struct consent_said *said);
enum consent_lack consent_said_lack(const struct consent_said *said);
/* Which evidence fields are missing, as "ip, session_id"; "" when none is. */
void consent_said_missing(const struct consent_said *said, struct buf *out);
/* C-06: whether whose address it is was checked in a way that fits the address. */
bool identity_fits(enum identity_level level, enum address_kind kind, bool staff_named);
const char *consent_lack_text(enum consent_lack lack);	/* English; say() it */

#endif
