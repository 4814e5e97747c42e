/*
 * import.h - a list from outside -> parties, addresses, provenance and a reject file.
 *
 * Promises (design.md P5, law.md I-01, I-02, I-05): each row ends as a record
 * or in the reject file with its reason; without ground, source and
 * responsible nothing is read; no consent or refusal is touched; the same
 * file again changes nothing; a crash loses nothing and a repeat completes.
 * Memory does not grow with the list.
 */
#ifndef CAMPAIGNS_IMPORT_H
#define CAMPAIGNS_IMPORT_H

#include "campaigns/import_report.h"
#include "config/settings.h"
#include "db/db.h"

struct import_order {
	const char *path;
	const char *entity;		/* INN */
	const char *ground;		/* contract or other ground */
	const char *source;		/* source.h */
	const char *responsible;
	const char *obtained_at;	/* a date */
	const char *name;		/* NULL: the file's */
	const char *rejects;		/* NULL: beside the file */
	bool dry_run;			/* count, store nothing, write no file */
};

/*
 * Called in the transaction that declares the list whole: the place of its audit
 * entry, which campaigns may not write (design.md 3).  May be NULL.
 */
struct import_hook {
	bool (*whole)(void *object, struct db *db, const struct import_order *order, const struct import_report *report,
	    struct err *err);
	void *object;
};

bool import_run(const struct import_order *order, const struct settings *settings, int64_t now,
    struct import_hook hook, struct import_report *out, struct err *err) warn_unused;

#endif
