/*
 * evidence_store.h - evidence files: the enciphered file on disk first, then its row, its consents and an entry of the log.
 *
 * A file is known by the SHA-256 of what it holds, so the same scan is kept
 * once however often it is added.  Crash-safe: a row without its file cannot
 * be, unless somebody removes the file; a file without its row can, and is
 * written over when the same content comes again.
 *
 * Every reading is an entry, committed before the first byte is given out.
 * Destroying takes the key away first (evidence_cipher.h), then the file.
 */
#ifndef COMPLIANCE_EVIDENCE_STORE_H
#define COMPLIANCE_EVIDENCE_STORE_H

#include "compliance/entry.h"
#include "compliance/evidence_dir.h"
#include "compliance/evidence_kind.h"

struct evidence_said {
	enum evidence_class class;
	struct uuid consent;		/* zeros: of none in particular */
	int64_t retention_until;	/* 0: evidence_years from now, and as long as its consents need it */
	bool audio_only;		/* a recording is expected; scans are refused */
};

struct evidence {
	uint8_t sha256[SHA256_SIZE];
	int64_t size;
	enum evidence_kind kind;
	int64_t retention_until;
	bool known;			/* the same file was there */
};

/*
 * Enciphers what fd holds and keeps it, in a transaction of its own.
 * ERR_INPUT: too large, empty, or no kind that we keep.
 */
bool evidence_put(struct db *db, const struct evidence_dir *dir, int fd, const struct evidence_said *said,
    const struct entry *who, struct evidence *out, struct err *err) warn_unused;
bool evidence_put_path(struct db *db, const struct evidence_dir *dir, const char *path, const struct evidence_said *said,
    const struct entry *who, struct evidence *out, struct err *err) warn_unused;
/* The same with a draft made before, in the open transaction.  The draft is released by whoever made it. */
bool evidence_keep(struct db *db, const struct evidence_dir *dir, struct evidence_draft *draft,
    const struct evidence_said *said, const struct entry *who, struct evidence *out, struct err *err) warn_unused;

/* Writes the file, deciphered, beside out and then in its place, for its owner only.  reason: why somebody looks. */
bool evidence_get(struct db *db, const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], const char *out,
    const char *reason, const struct entry *who, struct evidence *got, struct err *err) warn_unused;

enum evidence_fault { FAULT_MISSING, FAULT_BROKEN, FAULT_ORPHAN, FAULT_STRANGER, FAULT_COUNT };
typedef void evidence_wrong(void *context, enum evidence_fault fault, const char *name, const char *reason);
/* Each row has its file and the file its hash; each file has its row.  files: how many rows were looked at. */
bool evidence_check(struct db *db, const struct evidence_dir *dir, evidence_wrong *wrong, void *context, int64_t *files,
    int64_t *faults, struct err *err) warn_unused;

typedef void evidence_going(void *context, const struct evidence *evidence);
/* Destroys what is past its retention, with an entry each; dry: only tells.  going may be NULL. */
bool evidence_sweep(struct db *db, const struct evidence_dir *dir, bool dry, const struct entry *who, evidence_going *going,
    void *context, int64_t *count, struct err *err) warn_unused;

/* Wraps with the first key all that is wrapped with the second; may be broken off and begun again. */
bool evidence_rotate(struct db *db, const struct evidence_dir *dir, const struct entry *who, int64_t *count,
    struct err *err) warn_unused;

#endif
