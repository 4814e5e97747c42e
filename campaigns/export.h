/*
 * export.h - copies of many persons' data: asked for by one, decided by another, made once.
 *
 * The approval lasts EXPORT_HOURS; the copy is made by who asked, once, and each of its rows says which export it is
 * (export_mark.h).  Whom it shows is kept as of any read (person_read_store.h) and commits before it is given out.
 */
#ifndef CAMPAIGNS_EXPORT_H
#define CAMPAIGNS_EXPORT_H

#include "compliance/entry.h"

enum { EXPORT_HOURS = 72, EXPORT_ADDRESSES = 100000 };

/* Of a campaign's targets or of a list's rows; the other is 0.  who: staff, with the right EXPORT.  ERR_ABSENT: no such thing. */
struct export_wish {
	int64_t campaign, list;
	const char *reason;
};
bool export_ask(struct db *db, const struct export_wish *wish, const struct entry *who, int64_t *id, struct err *err) warn_unused;
/* who: staff, with the right APPROVE_MASS, and not who asked.  ERR_CONFLICT: it is decided already. */
bool export_decide(struct db *db, int64_t id, bool approved, const struct entry *who, struct err *err) warn_unused;
/*
 * The copy as CSV, to be written to path ("": it goes out over the network), where an erasure finds whom it names (outside_file_store.h).
 * who: who asked; login: theirs.  ERR_REFUSED: not approved, expired, or made before.
 */
bool export_make(struct db *db, const struct installation_key *key, int64_t id, const char *login, const char *path,
    const struct entry *who, struct buf *out, struct err *err) warn_unused;
/* The rows of export_list. */
bool export_list(struct db *db, int64_t now, struct rows **rows, struct err *err) warn_unused;

#endif
