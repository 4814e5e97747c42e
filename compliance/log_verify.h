/*
 * log_verify.h - whether the files of a log are what its key has signed.
 *
 * Every tile is compared with the tile above it, from the signed root down,
 * then every entry with its tile: so the first file that differs is the one
 * that was changed, and the message names it.  Needs the files and the
 * verifier key; no database, no network.
 */
#ifndef COMPLIANCE_LOG_VERIFY_H
#define COMPLIANCE_LOG_VERIFY_H

#include "compliance/checkpoint.h"

struct log_verify {
	const char *path;
	const struct note_key *key;
	const char *since;	/* file of an older checkpoint, or NULL */
	bool only_new;		/* trust what the older checkpoint covers: read only what came after */
	int threads;		/* 1 .. 16 */
};

struct log_verified {
	struct checkpoint checkpoint;
	uint64_t entries;	/* hashed and compared */
};

/* ERR_REFUSED: not intact, and where. */
bool log_verify(const struct log_verify *wish, struct log_verified *out, struct err *err) warn_unused;

#endif
