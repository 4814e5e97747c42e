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
	int64_t wording_id;		/* 0 until wording_resolve found the registered text */
	struct buf processors;		/* JSON array of texts, or empty */
	struct buf evidence;		/* canonical JSON object, or empty */
};

enum consent_lack { LACK_NOTHING, LACK_IDENTITY, LACK_WORDING, LACK_SIGNATURE, LACK_STANDALONE, LACK_WRITTEN_FORM, LACK_COUNT };

/* Fields of one import line.  False: line->field and line->reason. */
bool consent_said_read(struct line *line, const struct installation_key *key, int64_t now, struct consent_said *out);
void consent_said_release(struct consent_said *said);
/* Gives it the id of its content when it has none. */
void consent_said_identify(struct consent_said *said);
enum consent_lack consent_said_lack(const struct consent_said *said);
const char *consent_lack_text(enum consent_lack lack);	/* English; say() it */

#endif
