/*
 * correction_store.h - inaccurate data corrected (law.md S-02), in a matter of the kind CORRECTION.
 *
 * Region and INN are checked by whoever reads them; only who acts for a company or in trade has an INN here.
 * The person is BLOCKED from the matter's opening to its closing.  The old
 * value is written over.  An old address goes too, unless decisions, contacts
 * or consents rest on it: then it stays as their proof, belongs to
 * nobody (SHARED) and is never used again.  Refusals follow the person to the
 * new address; consents do not.
 */
#ifndef COMPLIANCE_CORRECTION_STORE_H
#define COMPLIANCE_CORRECTION_STORE_H

#include "compliance/address.h"
#include "compliance/matter_act_store.h"

struct correction {
	const char *name, *birth_date, *zone;	/* NULL: right as it is; "2011-02-14" */
	int region;				/* code, of the stated address; 0: right as it is */
	int64_t inn;				/* with fitting check digits; 0: right as it is */
	int64_t representative;			/* party; 0: right as it is */
	const char *document;			/* of the new representative; NULL: none was shown, and nobody may act for the person */
	const struct address *from, *to;	/* both or none */
};

/* ERR_REFUSED: not identified.  Each corrected datum is an event and an entry, without its values. */
bool matter_correct(struct db *db, const struct matter_act *act, const struct correction *correction, struct err *err) warn_unused;

#endif
