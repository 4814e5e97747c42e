/*
 * erasure_store.h - erasing one person: the transaction, the files after it, the kept acts.
 */
#ifndef COMPLIANCE_ERASURE_STORE_H
#define COMPLIANCE_ERASURE_STORE_H

#include "compliance/erasure.h"
#include "compliance/evidence_dir.h"
#include "db/db.h"

/*
 * ERR_REFUSED: who asks may not, a legal hold covers the person, another
 * basis stays, or the matter does not fit.  ERR_RETRY: a webhook waits to be
 * read.  ERR_ABSENT: nobody, and nothing left.  Repeating is safe: files that
 * a crash left are removed first, also when the rest fails.
 */
bool erasure_run(struct db *db, const struct evidence_dir *dir, const struct erasure_order *order, struct erasure *out,
    struct err *err) warn_unused;

/* A kept act as act-N.txt, act-N.pdf and extract-N.tsv in a folder; ERR_ABSENT when there is none of this number. */
bool erasure_act_save(struct db *db, int64_t act, const char *folder, struct err *err) warn_unused;

#endif
