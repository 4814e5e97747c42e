/*
 * quarantine.h - who is kept back, and how they come out (law.md I-02, I-03).
 *
 * From the open web or bought: by a compliance officer's decision with its
 * reason and document, and in no other way.  Named by somebody else: when a
 * notice was sent, or by a named case of 152-FZ art. 18 part 4.  A list opens
 * when nobody in it is kept back any more.
 *
 * Each list keeps back everybody it names, known before or not, from the
 * campaigns over it.  party.quarantine says of a person that no list at all
 * has let them out yet: whom a clean list names as well is reached over that one.
 */
#ifndef CAMPAIGNS_QUARANTINE_H
#define CAMPAIGNS_QUARANTINE_H

#include "campaigns/register.h"

/* The stater has the role compliance.  ERR_CONFLICT when the list is not kept back by its source. *parties: how many persons it is about. */
bool quarantine_lift(struct db *db, int64_t list, const char *reason, const char *document, const struct stater *stater,
    int64_t *parties, struct err *err) warn_unused;

/* A notice as sent, or why none is owed. */
struct notice {
	int64_t list;
	int64_t party;			/* 0: all of the list who wait for one */
	int64_t sent_at;		/* 0: not sent, see exempt */
	struct view text;		/* as it was sent */
	const char *exempt;		/* PERSON_TOLD, CONTRACT, PUBLISHED_BY_PERSON, STATISTICS, OTHERS_RIGHTS; NULL: sent */
};
/* *told: how many it is marked for. */
bool notice_mark(struct db *db, const struct notice *notice, const struct stater *stater, int64_t *told, struct err *err)
    warn_unused;

bool list_show(struct db *db, int64_t list, struct rows **row, struct rows **parties, struct err *err) warn_unused;

#endif
