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
#include "compliance/witnesses.h"

struct log_verify {
	const char *path;
	const struct note_key *key;
	const char *since;	/* file of an older checkpoint, or NULL */
	bool only_new;		/* trust what the older checkpoint covers: read only what came after */
	int threads;		/* 1 .. 16 */
	const struct witnesses *witnesses;	/* whose cosignatures are asked for, or NULL */
	int quorum;		/* how many of them */
	struct buf *histories;	/* gets both notes when two of them contradict each other; or NULL */
};

struct log_verified {
	struct checkpoint checkpoint;
	uint64_t entries;	/* hashed and compared */
	uint64_t witnessed;	/* the size of the newest checkpoint in `witnessed`; 0: none */
	int cosigned;		/* by how many of wish.witnesses */
};

/* ERR_REFUSED: not intact, and where. */
bool log_verify(const struct log_verify *wish, struct log_verified *out, struct err *err) warn_unused;

#endif
