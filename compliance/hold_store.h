/*
 * hold_store.h - legal holds: what a dispute or an inquiry needs is not destroyed while one is in force.
 *
 * A matter sets its own (matter_store.h); here an officer does, says why and
 * until when.  One without a person covers everybody.
 */
#ifndef COMPLIANCE_HOLD_STORE_H
#define COMPLIANCE_HOLD_STORE_H

#include "compliance/address.h"
#include "compliance/entry.h"

struct hold {
	int64_t legal_entity_inn;	/* 0: all */
	const struct address *address;	/* NULL: of no address */
	int64_t party;			/* 0: of no party */
	const char *reason;
	int64_t ends_at;
};
/* who: the officer.  ERR_INPUT: no reason, or an end that is past; ERR_ABSENT: there is no such party. */
bool hold_set(struct db *db, const struct hold *hold, const struct entry *who, int64_t *id, struct err *err) warn_unused;
/* ERR_ABSENT: no officer's hold of this number is in force. */
bool hold_lift(struct db *db, int64_t id, const char *reason, const struct entry *who, struct err *err) warn_unused;
/* Those whose end has come are lifted.  who: the process. */
bool hold_end_over(struct db *db, const struct entry *who, int64_t *count, struct err *err) warn_unused;

struct hold_line {
	int64_t id, matter, legal_entity_inn, party;
	bool has_address;
	int64_t placed_at, ends_at, lifted_at;
	const char *login, *reason;
};
typedef void hold_show(void *context, const struct hold_line *line);
bool hold_list(struct db *db, bool lifted_too, hold_show *show, void *context, struct err *err) warn_unused;

#endif
