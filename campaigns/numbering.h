/*
 * numbering.h - the numbering plan: which carrier and region a number range was given to.
 *
 * `dozvon numbering load FILE` reads the register's CSV (DEF-9xx.csv) into the
 * database; numbering_open reads it into memory (sorted ranges, some
 * hundred kB) for import and look-ups.  The plan names the range's region,
 * not where the person is; a ported number keeps its region and changes its carrier.
 */
#ifndef CAMPAIGNS_NUMBERING_H
#define CAMPAIGNS_NUMBERING_H

#include "config/regions.h"
#include "db/db.h"

struct numbering;
struct numbering_place {
	int region;		/* code; 0 unknown */
	int64_t carrier_inn;	/* 0 unknown */
};

/* Replaces the stored plan by the file, in one transaction; nothing is changed when a line is wrong. */
bool numbering_load(struct db *db, const struct regions *regions, const char *path, int64_t now, int64_t *ranges,
    struct err *err) warn_unused;
struct numbering *numbering_open(struct db *db, const struct regions *regions, struct err *err);
void *numbering_free(struct numbering *numbering);
/* Mobile ranges from the plan, landlines by area code.  known is false for +7 numbers in no range: impossible numbers. */
struct numbering_place numbering_find(const struct numbering *numbering, const char *e164, bool *known);

#endif
