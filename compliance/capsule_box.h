/*
 * capsule_box.h - the files of a capsule: gathered in a folder for their owner only, listed with their hashes, put into one ZIP.
 *
 * The ZIP stores and does not pack, with one fixed date, so that a reader of
 * a hundred lines suffices (tools/capsule-verify) and every byte of it has
 * one value.  Names are ours and ASCII.
 */
#ifndef COMPLIANCE_CAPSULE_BOX_H
#define COMPLIANCE_CAPSULE_BOX_H

#include <stdio.h>

#include "base/crypto.h"

struct capsule_box;
/* Beside out. */
struct capsule_box *capsule_box_new(const char *out, struct err *err);
void *capsule_box_free(struct capsule_box *box);	/* removes the folder; returns NULL */

/* What boxes left in a folder when their maker was killed: it holds persons' data in clear. */
void capsule_box_clear(const char *folder);

/* A file of the capsule, to be written and closed by the caller; NULL when it cannot be made. */
FILE *capsule_box_file(struct capsule_box *box, const char *name, struct err *err);
bool capsule_box_close(FILE *file, bool written, struct err *err) warn_unused;
bool capsule_box_add(struct capsule_box *box, const char *name, struct view bytes, struct err *err) warn_unused;
/* Writes MANIFEST, as `sha256sum -c` reads it; its own hash goes to sha256. */
bool capsule_box_list(struct capsule_box *box, uint8_t sha256[SHA256_SIZE], struct err *err) warn_unused;
/* Makes the ZIP and puts it in its place in one step. */
bool capsule_box_zip(struct capsule_box *box, struct err *err) warn_unused;
int capsule_box_count(const struct capsule_box *box);

/* The verifier's files, compiled in; ends with a NULL name. */
struct capsule_tool {
	const char *name, *text;
};
extern const struct capsule_tool capsule_tools[];

#endif
