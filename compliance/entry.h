/*
 * entry.h - one entry of the audit log, written in the transaction that acts.
 *
 * The body is canonical JSON (RFC 8785) of at most 65,535 bytes:
 *   {"at","data","entity","id","process","subject","v","what","who":{"id","kind","os_uid"}}
 * os_uid: of a command's entry, who ran it by the operating system, beside the login that the command was told.
 * No personal datum in clear, ever: the subject is the address's token.  The
 * sealer gives entries their order later (sealer.h).
 */
#ifndef COMPLIANCE_ENTRY_H
#define COMPLIANCE_ENTRY_H

#include "base/crypto.h"
#include "base/uuid.h"
#include "compliance/words.h"
#include "db/db.h"

enum entry_what {
#define ENTRY(name, word) ENTRY_##name,
#include "compliance/entries.def"
#undef ENTRY
	ENTRY_COUNT
};

struct entry {
	enum entry_what what;
	int64_t at;
	int64_t legal_entity_inn;	/* 0: none in particular */
	const uint8_t *subject;		/* TOKEN_SIZE bytes, or NULL */
	const char *who_kind;		/* "process", "staff", "person", "provider" */
	int64_t who_id;			/* staff id; 0 */
	const char *process;		/* "dispatcher-1", "cli" */
};

/* For the entries that this process writes as "cli", from here on. */
void entry_run_by(int64_t os_uid);
const char *entry_word(enum entry_what what);
/* What a decision with this outcome is in the log; the one that allowed is its attempt. */
enum entry_what entry_of_decision(enum outcome outcome);
/* data: a canonical JSON object, at most 60,000 bytes. */
void entry_write(const struct entry *entry, struct view data, struct buf *body);
/* Adds it in the open transaction. */
bool entry_add(struct db *db, const struct entry *entry, struct view data, struct err *err) warn_unused;

#endif
