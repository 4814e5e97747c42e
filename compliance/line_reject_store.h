/* line_reject_store.h - a file of lines and the file of its rejects lie outside the database: an erasure names both. */
#ifndef COMPLIANCE_LINE_REJECT_STORE_H
#define COMPLIANCE_LINE_REJECT_STORE_H

#include "compliance/entry.h"
#include "compliance/line_file.h"
#include "db/db.h"

/* line_file_end_batch; the first time the file that is read is told, and before the first reject the rejects are. */
bool line_reject_batch(struct db *db, struct line_file *file, const struct entry *who, struct err *err) warn_unused;
/* The rejects are whole; nothing where there are none. */
bool line_reject_end(struct db *db, struct line_file *file, const struct entry *who, struct err *err) warn_unused;

#endif
