/*
 * sealer.h - the process that gives the entries their order and signs it.
 *
 * For each batch: entries into tiles, tiles durable, seal and checkpoint into
 * the database in one transaction, then the checkpoint remembered beside the
 * key and published.  It may be killed anywhere: at start it takes up what the
 * database has committed, and writes over what was not.  It never signs what
 * contradicts a checkpoint signed before; then it stops with ERR_REFUSED and
 * the reason, exit code EXIT_NO.
 *
 * One sealer works at a time (an advisory lock and a lock on the folder); the
 * others wait.
 */
#ifndef COMPLIANCE_SEALER_H
#define COMPLIANCE_SEALER_H

#include "config/settings.h"
#include "db/db.h"

enum { SEALER_BATCH = 65536 };

/* Until SIGTERM or SIGINT, then seals what is there and returns an exit code.  name: in the log lines. */
int sealer_run(const struct settings *settings, const char *name);

/* A connection that is the sealer's until it is closed; NULL with ERR_RETRY while another sealer works. */
struct db *sealer_db(const struct settings *settings, struct err *err);
/* Seals what can be sealed and returns; ERR_RETRY while another sealer works. */
bool sealer_seal_once(const struct settings *settings, int64_t now, int64_t *sealed, struct err *err) warn_unused;

#endif
