/*
 * play.h - a play: a clinic on a stage, what happens to it, and what is expected.
 *
 * The database, the dispatcher, the web process and the twin are the real
 * ones; the reporter and the janitor are called, so that they act when the
 * play says so.  The clock is the play's: set by a line, it runs on from there.
 */
#ifndef TESTS_PLAYS_PLAY_H
#define TESTS_PLAYS_PLAY_H

#include "dialer/question.h"
#include "dialer/stop_push.h"
#include "tests/support/database.h"

enum { WORDS_MAX = 24 };

/* One line: its words, and the rest of the line behind the first. */
struct line {
	const char *path, *rest;
	int number, words;
	char *word[WORDS_MAX];
};
/* compliance/line.h has a line of its own: the linker must not take one for the other. */
#define line_word play_line_word
/* The value of key=value, or standard. */
const char *line_option(const struct line *line, const char *key, const char *standard);
/* The n-th word that is not key=value; the first is the verb.  The line fails when it is not there. */
const char *line_word(const struct line *line, int n);

struct stage {
	struct test_database database;
	struct db *dispatcher, *janitor;	/* connections of these roles */
	struct reporter reporter;
	struct questions *questions;
	struct stop_pushes *pushes;
	struct installation_key key;
	char dir[200], settings[256], log[256];
	char clock[80];
	int twin_port, web_port, provider_port;	/* provider_port: where the contracts say it is */
	pid_t twin, web;
	int dispatches, replies;
	int64_t party, contact_point;		/* the last ids given */
	int64_t campaign;			/* of the last campaign line */
};

/* A line that cannot be done ends the play: "file:line: why". */
_Noreturn void play_stop(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* stage.c: opened and closed around each play. */
void stage_open(struct stage *stage);
void stage_close(struct stage *stage);
void stage_settings(struct stage *stage);	/* written again after a change of the clock, a secret, the provider's address */
void stage_providers(struct stage *stage);	/* the reporter's, read again */
void stage_clock(struct stage *stage, const char *text);
void stage_secret(const struct stage *stage, const char *name, const char *value);
/* What a command says; its exit code. */
int stage_ask(const struct stage *stage, const char *command, char *said, int size);
const char *stage_run(const struct stage *stage, const char *command);	/* NULL, or what the command said when it failed */

/* The lines.  Expectations give NULL or what was found instead. */
#define VERB(name) void play_##name(struct stage *stage, const struct line *line);
#include "tests/plays/verbs.def"
#undef VERB
#define EXPECTATION(name) const char *expect_##name(struct stage *stage, const struct line *line);
#include "tests/plays/expectations.def"
#undef EXPECTATION
/* What must hold after any play: NULL or the promise that was broken. */
const char *expect_promises(struct stage *stage);

int64_t play_point(struct stage *stage, const char *address);	/* its contact point */
int64_t play_campaign_id(struct stage *stage, const char *name);	/* NULL: the last one */
bool play_twin_says(const struct stage *stage, const char *name, int64_t *value);	/* of /twin/count */

#endif
