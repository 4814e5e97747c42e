/*
 * evidence_dir.h - the folder of enciphered evidence files, with the keys that wrap theirs.
 *
 * A file lies at DIR/ab/abcd... (SHA-256 of what it holds, hexadecimal).  It
 * is written beside its place, made durable and then renamed: a name is a
 * whole file.  What a crash leaves behind is a file named *.new, or a file
 * without a row; `dozvon evidence check` names both.
 */
#ifndef COMPLIANCE_EVIDENCE_DIR_H
#define COMPLIANCE_EVIDENCE_DIR_H

#include "compliance/evidence_cipher.h"
#include "config/settings.h"

struct evidence_key {
	uint8_t bytes[KEY_SIZE];
	uint8_t id[EVIDENCE_KEY_ID];	/* the first bytes of its SHA-256 */
};

struct evidence_dir {
	char path[256];
	int64_t max;			/* bytes of one file */
	int64_t years;			/* that proof is kept after its consent */
	int keys;
	struct evidence_key key[2];	/* the first wraps; the second, if any, only opens */
};

/* Makes the folder when it is absent.  ERR_ABSENT: no key; `dozvon evidence key` makes it. */
bool evidence_dir_open(const struct settings *settings, struct evidence_dir *out, struct err *err) warn_unused;
/* Only where it is: enough to destroy, without the keys. */
bool evidence_dir_name(const struct settings *settings, struct evidence_dir *out, struct err *err) warn_unused;
void evidence_dir_release(struct evidence_dir *dir);	/* forgets the keys */
/* Never over an existing file. */
bool evidence_key_make(const char *path, struct err *err) warn_unused;
/* NULL: wrapped with a key that is not at hand. */
const struct evidence_key *evidence_dir_key(const struct evidence_dir *dir, struct view id);

/* Enciphered, durable, not yet in its place. */
struct evidence_draft {
	struct evidence_plain plain;
	uint8_t wrapped[EVIDENCE_WRAPPED];
	char temporary[320];		/* "" when there is none (any more) */
};
bool evidence_draft_make(const struct evidence_dir *dir, int fd, struct evidence_draft *out, struct err *err) warn_unused;
/* Into its place, durably.  A file of this name, if there is one, is replaced. */
bool evidence_draft_place(const struct evidence_dir *dir, struct evidence_draft *draft, struct err *err) warn_unused;
void evidence_draft_release(struct evidence_draft *draft);	/* removes what was not placed */

bool evidence_dir_has(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE]);
bool evidence_dir_remove(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], struct err *err) warn_unused;
/* Deciphers into out (-1: nowhere) and checks the hash. */
bool evidence_dir_read(const struct evidence_dir *dir, const uint8_t sha256[SHA256_SIZE], struct view wrapped,
    struct view key_id, int out, struct evidence_plain *plain, struct err *err) warn_unused;

/* Every file of the folder; sha256 is NULL for what has no name of ours. */
typedef bool evidence_seen(void *context, const char *name, const uint8_t *sha256, struct err *err);
bool evidence_dir_walk(const struct evidence_dir *dir, evidence_seen *seen, void *context, struct err *err) warn_unused;

#endif
