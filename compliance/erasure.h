/*
 * erasure.h - a person's data destroyed, and what proves it: the act and the extract of order 179.
 *
 * What identifies the person goes in one transaction through one door of the
 * database (erase_person, migration 0110); decisions, consents and refusals
 * stay as ids, codes, dates and tokens, so every proof of the log still
 * verifies.  Files go after the commit, when their keys are gone already.
 */
#ifndef COMPLIANCE_ERASURE_H
#define COMPLIANCE_ERASURE_H

#include "compliance/address.h"
#include "compliance/outside_file_store.h"

/* the destroyer that the act names; its certificate is a setting. */
#define DESTROYER "Дозвон erase_person 1 (удаление строк, обнуление полей, уничтожение ключа шифрования файлов)"

enum erasure_reason { ERASURE_UNKNOWN, ERASURE_WITHDRAWAL, ERASURE_PURPOSE_REACHED, ERASURE_UNLAWFUL };
enum erasure_reason erasure_reason_find(const char *name);	/* ERASURE_UNKNOWN */
const char *erasure_reason_name(enum erasure_reason reason);
const char *erasure_reason_russian(enum erasure_reason reason);	/* with the statute */

struct erasure_order {
	enum erasure_reason reason;
	int64_t party;			/* 0: who holds the address */
	const struct address *address;	/* NULL: named by party */
	int64_t matter;			/* 0: none, for PURPOSE_REACHED only */
	int64_t again;			/* the act that the log has and a restored database has not; 0: it is the first time */
	const char *by, *second;	/* logins of two persons */
	const char *certificate;	/* of the destroyer; "": not assessed */
	bool dry;			/* everything is done, and taken back */
	int64_t now;
};

enum { ERASURE_COUNTS = 32, ERASURE_SIGNERS = 2 };
struct erasure_count {
	char what[32];			/* a table, or "words" */
	int64_t rows;
};

/* One of many, in a sweep. */
struct erasure_person {
	int64_t party;
	size_t first, count;		/* of the erasure's tokens */
};

struct erasure {
	int64_t act;			/* its number */
	const char *process;		/* "cli", "janitor" */
	int64_t party;			/* 0: gone before; what came later went now */
	struct buf persons;		/* struct erasure_person each; empty: the party alone */
	int64_t earlier;		/* an act about the same person before; 0: none */
	enum erasure_reason reason;
	int64_t matter, now;
	struct buf tokens;		/* TOKEN_SIZE bytes each, of the person's addresses */
	struct buf files;		/* SHA256_SIZE bytes each, of evidence */
	int counts;
	struct erasure_count count[ERASURE_COUNTS];
	int64_t signer_id[ERASURE_SIGNERS];
	char signer[ERASURE_SIGNERS][160];	/* name and role */
	struct buf operator, processors, method, backups;
	struct outside_left *left;	/* files outside the database */
	int lefts;
};
void erasure_release(struct erasure *erasure);

/* Who it is about. */
size_t erasure_persons(const struct erasure *erasure);
struct erasure_person erasure_person(const struct erasure *erasure, size_t i);

/* Pure: the act in Russian, and the extract with its five fields, a heading line and one line a person. */
void erasure_act_write(const struct erasure *erasure, struct buf *out);
void erasure_extract_write(const struct erasure *erasure, struct buf *out);
/* Which files outside the database were removed, and which people have to destroy: a part of the act. */
void erasure_left_write(const struct erasure *erasure, struct buf *out);

#endif
