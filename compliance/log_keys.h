/*
 * log_keys.h - the keys that have signed a log, one after the other.
 *
 * Whoever knows one of them, from elsewhere, knows all: each handover is
 * signed by the key that gives up and by the one that takes over.  A key's
 * signature counts only for the sizes at which it was the log's.
 */
#ifndef COMPLIANCE_LOG_KEYS_H
#define COMPLIANCE_LOG_KEYS_H

#include "compliance/handover.h"
#include "compliance/log_dir.h"

enum { LOG_KEYS_MAX = 64, LOG_KEYS_NAME = 16 };

struct log_keys {
	int count;				/* 1 or more */
	struct note_key at[LOG_KEYS_MAX];	/* the newest is the last */
	struct checkpoint last[LOG_KEYS_MAX];	/* last[i]: what at[i] signed last, then came at[i + 1] */
};

/* One key, never changed. */
void log_keys_init(struct log_keys *keys, const struct note_key *known);
/* One change more.  ERR_REFUSED: it does not continue them. */
bool log_keys_add(struct log_keys *keys, const struct handover *next, struct err *err) warn_unused;
/* ERR_REFUSED: the known key is none of them. */
bool log_keys_know(const struct log_keys *keys, const struct note_key *known, struct err *err) warn_unused;
/* Those of the log in dir, its handovers key/1, key/2 ...; ERR_REFUSED: `known` is none of them, or a handover is false. */
bool log_keys_read(const struct log_dir *dir, const struct note_key *known, struct log_keys *out, struct err *err) warn_unused;
const struct note_key *log_keys_newest(const struct log_keys *keys);
/* "key/3": the handover from the third key to the fourth. */
void log_keys_name(int number, char name[LOG_KEYS_NAME]);

/* A checkpoint that the key of its time has signed. */
bool log_keys_open(const struct log_keys *keys, struct view note, struct checkpoint *out, struct err *err) warn_unused;
bool log_keys_open_file(const struct log_keys *keys, const char *path, struct checkpoint *out, struct buf *note,
    struct err *err) warn_unused;

#endif
