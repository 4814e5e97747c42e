/*
 * err.h - the result of something that can fail.
 *
 * A function that can fail returns bool, takes its outputs last and a struct
 * err very last, and leaves its outputs untouched on failure.  The kind
 * answers "what can I do?"; the text can be shown to a person as it is.
 * An error is logged once, where it stops travelling.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_INPUT,	/* mend the input: file, line, field and remedy are in the text */
	ERR_ABSENT,	/* do without it */
	ERR_CONFLICT,	/* reload and decide again */
	ERR_RETRY,	/* try again later */
	ERR_REFUSED,	/* give up: the answer is no */
	ERR_SETTINGS,	/* mend the settings */
};

struct err {
	enum err_kind kind;
	char text[512];
};

/* Fill in err and return false, so that a failure is one line. */
bool fail(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Put words in front of the text of a failure: "import: row 7: ...".  Returns false. */
bool fail_prefix(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A condition that only a bug of ours can break: stops the process, in production too. */
#define must(condition) \
	((condition) ? (void)0 : must_failed(#condition, __FILE__, __LINE__))
_Noreturn void must_failed(const char *condition, const char *file, int line);

/* Exit codes of every command, after sysexits.h; promised in docs/interfaces.md. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_NO = 1,		/* denied, invalid, not intact */
	EXIT_USAGE = 64,
	EXIT_BAD_DATA = 65,
	EXIT_UNAVAILABLE = 69,
	EXIT_BUG = 70,
	EXIT_TRY_AGAIN = 75,
	EXIT_SETTINGS = 78,
};

/* The exit code that a failure ends a command with. */
enum exit_code err_exit_code(const struct err *err);

#define warn_unused __attribute__((warn_unused_result))

#endif
