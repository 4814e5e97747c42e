/*
 * leak_store.h - a leak of personal data (law.md X-04): how many persons it concerns, and what the notice to the regulator says.
 *
 * The number is counted from what leaked, or stated by a person.  The notice is
 * a draft for a person (matter_draft_store.h) and is never sent from here.
 */
#ifndef COMPLIANCE_LEAK_STORE_H
#define COMPLIANCE_LEAK_STORE_H

#include "compliance/matter_act_store.h"

struct leak_scope {
	const char *what;		/* "list", "campaign", "reads" of a login, "all", or a table: party, contact_point ...; NULL: none */
	int64_t id;			/* of the list or campaign */
	const char *login;		/* whose reads leaked: a stolen password */
	int64_t since, until;		/* of reads and tables; until 0: now */
};
struct leak_count {
	int64_t persons, phones, emails, names, health;	/* health: persons */
};
/* ERR_ABSENT: there is no such list, campaign or login; ERR_INPUT: no such scope. */
bool leak_count(struct db *db, const struct leak_scope *scope, int64_t now, struct leak_count *out, struct err *err) warn_unused;

struct leak {
	const char *incident, *cause, *harm, *measures, *contact;
	int64_t affected;		/* as stated; not looked at when there is a scope */
	struct leak_scope scope;
};
/* The notice as it stands now; act->says is what the inquiry found (the 72 hours), NULL before. */
bool matter_leak(struct db *db, const struct matter_act *act, const struct leak *leak, struct err *err) warn_unused;
/* Its words in Russian; ERR_ABSENT before matter_leak. */
bool leak_write(struct db *db, int64_t matter, struct buf *out, struct err *err) warn_unused;

#endif
