/*
 * erasure_store.h - erasing one person: the transaction, the files after it, the kept acts.
 */
#ifndef COMPLIANCE_ERASURE_STORE_H
#define COMPLIANCE_ERASURE_STORE_H

#include "compliance/erasure.h"
#include "compliance/evidence_dir.h"
#include "compliance/matter.h"
#include "db/db.h"

/*
 * ERR_REFUSED: who asks may not, a legal hold covers the person, another
 * basis stays, or the matter does not fit.  ERR_RETRY: a webhook waits to be
 * read.  ERR_ABSENT: nobody, and nothing left.  Repeating is safe: files that
 * a crash left are removed first, also when the rest fails.
 */
bool erasure_run(struct db *db, const struct evidence_dir *dir, const struct erasure_order *order, struct erasure *out,
    struct err *err) warn_unused;

/*
 * The parts of it, for a sweep, in its own transaction: who destroys (two of the staff, ERR_REFUSED when they may not), the
 * texts of the act before the rows go, its number, and then the act, the extract and the entries about all persons.
 */
bool erasure_sign(struct db *db, const char *by, const char *second, struct erasure *out, struct err *err) warn_unused;
bool erasure_prepare(struct db *db, const char *certificate, int64_t legal_entity_inn, struct erasure *out, struct err *err)
    warn_unused;
/* after: an act that is on paper and not in the database; 0. */
bool erasure_number(struct db *db, int64_t after, struct erasure *out, struct err *err) warn_unused;
bool erasure_write_down(struct db *db, struct erasure *erasure, const struct matter *matter, struct err *err) warn_unused;
/* After the commit: the evidence files of every act whose files are not known to be gone. */
bool erasure_remove_files(struct db *db, const struct evidence_dir *dir, int64_t now, struct err *err) warn_unused;

/* order->again, of somebody whom the database does not know (any more): no list brings the address back, nobody contacts it. */
bool erasure_remember(struct db *db, const struct erasure_order *order, struct err *err) warn_unused;

/* A kept act as act-N.txt, act-N.pdf and extract-N.tsv in a folder; ERR_ABSENT when there is none of this number. */
bool erasure_act_save(struct db *db, int64_t act, const char *folder, struct err *err) warn_unused;

#endif
