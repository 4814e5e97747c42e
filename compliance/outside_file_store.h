/*
 * outside_file_store.h - files with persons in them that lie where no erasure reaches by itself.
 *
 * Whoever writes such a file where somebody told us to, or reads a list from
 * there, says so first: path, host, account, whose it is.  An erasure removes
 * what is this person's alone and still lies there unchanged, and its act
 * names the rest for people to destroy.
 */
#ifndef COMPLIANCE_OUTSIDE_FILE_STORE_H
#define COMPLIANCE_OUTSIDE_FILE_STORE_H

#include "base/crypto.h"
#include "compliance/entry.h"
#include "db/db.h"

enum outside_kind { OUTSIDE_LIST, OUTSIDE_REJECTS, OUTSIDE_CAPSULE, OUTSIDE_EVIDENCE, OUTSIDE_ANSWER, OUTSIDE_EXPORT, OUTSIDE_COUNT };

struct outside_file {
	enum outside_kind kind;
	const char *path;		/* as it was named; "": it goes out over the network */
	int64_t staff;			/* 0: nobody was named */
	int64_t list;			/* 0: of no import */
	struct view tokens;		/* TOKEN_SIZE bytes each; empty: of many persons */
	const uint8_t *sha256;		/* NULL: not written yet */
	int64_t now;
};
/* Before the first byte is written; *id for outside_file_end. */
bool outside_file_add(struct db *db, const struct outside_file *file, int64_t *id, struct err *err) warn_unused;
/* The file under this path is whole: its hash is kept.  Where none lies nothing was written, and that is kept. */
bool outside_file_end(struct db *db, int64_t id, const char *path, int64_t now, struct err *err) warn_unused;
/* Both, and between them the file's bytes, whole or not at all. */
bool outside_file_write(struct db *db, const struct outside_file *file, struct view bytes, struct err *err) warn_unused;

struct outside_shown {
	int64_t id, list, persons;
	const char *kind, *path, *host, *account, *login, *gone_how;
	struct view sha256;
	int64_t made_at, gone_at;	/* gone_at 0: it should lie there */
};
typedef void outside_show(void *context, const struct outside_shown *file);
bool outside_file_list(struct db *db, bool gone_too, outside_show *show, void *context, struct err *err) warn_unused;

/* Somebody says that it was destroyed: with the entry file.gone.  ERR_ABSENT: there is none, or it was gone before. */
bool outside_file_gone(struct db *db, int64_t id, const char *says, const struct entry *who, struct err *err) warn_unused;

/* What an erasure has to deal with, and what became of it. */
struct outside_left {
	int64_t id, made_at;
	char kind[16], who[128], host[128], path[512];
	char sha256[2 * SHA256_SIZE + 1];	/* "": not finished */
	bool alone;			/* nobody else's */
	bool certain;			/* false: the person may be in it */
	bool named;			/* its path names the person: not for an act */
	bool removed;
};
/* In the erasing transaction, before the person's rows go: the person is looked up in them.  Free the list. */
bool outside_file_of(struct db *db, int64_t party, struct view tokens, const char *address, struct outside_left **out, int *count,
    struct err *err) warn_unused;
/* In the same transaction, as late as can be.  dry: looks which would be removed. */
bool outside_file_remove(struct db *db, struct outside_left *list, int count, bool dry, int64_t now, struct err *err) warn_unused;

#endif
