/*
 * unclear_store.h - answers that nobody's rule understood: held, read by a person, decided.
 *
 * Until somebody has decided the address is held: a suppression ALL_CONTACT by
 * the path "hold", as strong as any.  A decision ends the hold and, where the
 * words were a refusal, puts the real one in its place, in one transaction;
 * the words go with it, and what stays is who decided what, and why.
 */
#ifndef COMPLIANCE_UNCLEAR_STORE_H
#define COMPLIANCE_UNCLEAR_STORE_H

#include "compliance/entry.h"
#include "compliance/refusal_words.h"
#include "compliance/suppression_store.h"

struct unclear {
	uint8_t token[TOKEN_SIZE];
	enum channel channel;		/* that it came by */
	enum refusal class;		/* UNCLEAR or COMPLAINT */
	const char *words, *words_version;
	int64_t said_at;
};
/* In the open transaction: the hold, the row, the entry. */
bool unclear_add(struct db *db, const struct unclear *unclear, const struct entry *who, int64_t *id,
    struct err *err) warn_unused;

/* What a person said or wrote, and what it came to. */
struct spoken {
	uint8_t token[TOKEN_SIZE];
	enum channel channel;		/* that it came by */
	const char *words;
	const char *path;		/* sms, phrase, letter */
	int64_t said_at;		/* 0: now */
	enum refusal class;		/* out */
	enum scope scope;		/* out, of what is understood */
	int64_t reply;			/* out: number of what somebody has to read */
};
/* In the open transaction: the refusal, or the hold; words of no refusal change nothing. */
bool spoken_put(struct db *db, const struct refusal_words *words, struct spoken *spoken, const struct entry *who,
    struct err *err) warn_unused;
/* The same in a transaction of its own, tried again when it collides. */
bool spoken_take(struct db *db, const struct refusal_words *words, struct spoken *spoken, const struct entry *who,
    struct err *err) warn_unused;

struct unclear_decision {
	int64_t id;
	enum scope scope;		/* of the refusal; UNKNOWN: it was none */
	const char *reason;
};
/* A transaction of its own.  ERR_ABSENT: no such answer; ERR_CONFLICT: decided before; ERR_INPUT: no reason. */
bool unclear_decide(struct db *db, const struct unclear_decision *decision, const struct entry *who,
    struct err *err) warn_unused;

/* One undecided answer; texts are lent. */
struct unclear_line {
	int64_t id, said_at;
	const char *channel, *class, *words;
	struct view token;
	const char *address;		/* masked; "" when nobody holds it */
	const char *campaign, *purpose;	/* of what we last sent there; "" */
};
typedef void unclear_show(void *context, const struct unclear_line *line);
bool unclear_list(struct db *db, int64_t after, int64_t limit, unclear_show *show, void *context,
    int64_t *count, struct err *err) warn_unused;

#endif
