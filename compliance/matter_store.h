/*
 * matter_store.h - matters in the database: opening, finding, and writing down what was done about them.
 *
 * Every change is a row of matter_event and an entry of the log in the same
 * transaction.  Words that people wrote stay in the table: an entry names the
 * matter, the clock and the hash of a document only.
 */
#ifndef COMPLIANCE_MATTER_STORE_H
#define COMPLIANCE_MATTER_STORE_H

#include "compliance/entry.h"
#include "compliance/matter.h"

struct matter_opening {
	enum matter_kind kind;
	const uint8_t *subject;		/* TOKEN_SIZE bytes, or NULL */
	int64_t party;			/* 0: the one that holds the address, when it is one */
	int64_t legal_entity_inn;	/* 0: all */
	int64_t opened_at;		/* when it came */
	const char *path, *reference;
	const char *zone;		/* "": of the entity's first branch */
};

/*
 * In the open transaction: rows, tasks, holds, blocks, events, entries.  ids
 * has room for count; *opened are new: a demand to stop or a withdrawal that
 * is open already opens no second matter.
 */
bool matter_put(struct db *db, const struct matter_opening *list, size_t count, const struct entry *who, int64_t *ids,
    size_t *opened, struct err *err) warn_unused;
/* A transaction of its own.  Kinds with a refusal (matter.def) bring it with them: it holds from minute one.  ERR_CONFLICT: open already. */
bool matter_open(struct db *db, const struct matter_opening *opening, const struct entry *who, int64_t *id, struct err *err)
    warn_unused;

/* ERR_ABSENT when there is none. */
bool matter_load(struct db *db, int64_t id, struct matter *out, struct err *err) warn_unused;
enum { MATTER_LIST = 10000 };
/* kind: MATTER_UNKNOWN for all; in the order of ids, those after one (0: from the first), at most MATTER_LIST. Free the list. */
bool matter_list(struct db *db, enum matter_kind kind, bool only_open, int64_t after, struct matter **out, int *count,
    struct err *err) warn_unused;

/* One act on a matter, as event and entry. */
struct matter_deed {
	enum entry_what what;
	const char *act;		/* of the database's matter_act */
	enum deadline deadline;		/* DEADLINE_COUNT: of none */
	const char *says;		/* NULL: nothing */
	const uint8_t *file_sha256;	/* NULL: none */
	const char *field;		/* of a correction: which datum; NULL: of none */
};
/* In the open transaction. */
bool matter_record(struct db *db, const struct matter *matter, const struct matter_deed *deed, const struct entry *who,
    struct err *err) warn_unused;
/* Its tasks: task, deed, kind of place, place, when done, login, result.  Free the rows. */
bool matter_tasks(struct db *db, int64_t id, struct rows **rows, struct err *err) warn_unused;
/* What was done about it, oldest first: act, deadline, instant, login, words, hash.  Free the rows. */
bool matter_events(struct db *db, int64_t id, struct rows **rows, struct err *err) warn_unused;

#endif
