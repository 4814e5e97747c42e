/*
 * report_store.h - the reports of one batch, read from and written to the database inside the caller's transaction.
 *
 * load locks the attempts that the batch names, with their targets, so that
 * what report_batch_apply makes of them is still true when it is written.
 */
#ifndef DIALER_REPORT_STORE_H
#define DIALER_REPORT_STORE_H

#include "dialer/report_batch.h"
#include "dialer/reporter.h"

bool report_store_mark_known(struct db *db, const char *provider, struct report_batch *batch, struct err *err) warn_unused;
bool report_store_load(struct db *db, const char *provider, struct report_batch *batch, struct err *err) warn_unused;
bool report_store_add(struct db *db, const char *provider, const struct report_batch *batch, int64_t now,
    struct err *err) warn_unused;
/* What the applied reports changed: refusals, attempts, entries of the log, targets; questions that are answered. */
bool report_store_write(struct reporter *reporter, const char *provider, const struct report_batch *batch, int64_t now,
    struct err *err) warn_unused;

#endif
