/*
 * consent_label.h - the law paper's word for a consent at an instant (law.md 1.12): ACTIVE, LEGACY, UNPROVEN, EXPIRED, ...
 *
 * The events are the only truth; what is asked is (valid at, known at): what
 * held then, by what we knew then.  An invalidation and a proof found later
 * are knowledge about the whole consent, from its beginning; a withdrawal and
 * an expiry hold from their own day.
 */
#ifndef COMPLIANCE_CONSENT_LABEL_H
#define COMPLIANCE_CONSENT_LABEL_H

#include "compliance/consent.h"

enum consent_label { LABEL_NONE, LABEL_ACTIVE, LABEL_LEGACY, LABEL_UNPROVEN, LABEL_EXPIRED, LABEL_REFUSED, LABEL_WITHDRAWN,
	LABEL_INVALID, LABEL_COUNT };

struct consent_terms {
	int64_t legacy_before;		/* C-10 */
	int months;			/* C-11: without a confirmed contact */
};

/* Events in the order of number; as consent_derive, of those that hold at `valid` by what was known at `known`. */
int consent_state_at(const struct consent_event *events, size_t count, int64_t valid, int64_t known,
    struct consent_fact *out, int max);
/* confirmed_at: the last contact that proved whose the address is, 0 none. */
enum consent_label consent_label_of(const struct consent_fact *fact, int64_t valid, int64_t confirmed_at,
    const struct consent_terms *terms);
const char *consent_label_name(enum consent_label label);	/* "ACTIVE" */
const char *consent_label_text(enum consent_label label);	/* English; say() it */

#endif
