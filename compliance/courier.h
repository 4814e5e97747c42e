/*
 * courier.h - takes the log's checkpoints to its witnesses and brings their cosignatures home.
 *
 * The newest checkpoint that enough witnesses have cosigned stands in the
 * log's folder as `witnessed`: the note with their lines.  A witness that has
 * seen more than we have, or something else, is believed: ERR_REFUSED.
 */
#ifndef COMPLIANCE_COURIER_H
#define COMPLIANCE_COURIER_H

#include "compliance/checkpoint.h"
#include "compliance/witnesses.h"
#include "config/settings.h"

struct courier_report {
	struct checkpoint checkpoint;
	int cosigned, asked;	/* witnesses */
};

/* One round with the published checkpoint.  ERR_RETRY: fewer than settings.witness_quorum have answered. */
bool courier_send(const struct settings *settings, struct courier_report *out, struct err *err) warn_unused;
/* Before anything is signed: does a witness know a longer log, or another?  One that is silent does not hold us up. */
bool courier_check(const struct settings *settings, const struct checkpoint *last, struct view note,
    struct err *err) warn_unused;
/* The process: a round for each new checkpoint, until SIGTERM or SIGINT; returns an exit code. */
int courier_run(const struct settings *settings, const char *name);

#endif
