/* err.c - the result of something that can fail. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"

bool
fail(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list arguments;

	err->kind = kind;
	va_start(arguments, format);
	vsnprintf(err->text, sizeof(err->text), say(format), arguments);
	va_end(arguments);
	return false;
}

bool
fail_prefix(struct err *err, const char *format, ...)
{
	char before[sizeof(err->text)];
	char text[sizeof(err->text)];
	va_list arguments;

	memcpy(text, err->text, sizeof(text));
	va_start(arguments, format);
	vsnprintf(before, sizeof(before), say(format), arguments);
	va_end(arguments);
	size_t len = strlen(before);
	memcpy(err->text, before, len + 1);
	snprintf(err->text + len, sizeof(err->text) - len, ": %s", text);
	return false;
}

void
must_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "<2>bug: %s:%d: %s does not hold\n", file, line, condition);
	_Exit(EXIT_BUG);
}

enum exit_code
err_exit_code(const struct err *err)
{
	switch (err->kind) {
	case ERR_NONE:
		return EXIT_DONE;
	case ERR_INPUT:
		return EXIT_BAD_DATA;
	case ERR_ABSENT:
	case ERR_REFUSED:
		return EXIT_NO;
	case ERR_CONFLICT:
	case ERR_RETRY:
		return EXIT_TRY_AGAIN;
	case ERR_SETTINGS:
		return EXIT_SETTINGS;
	}
	return EXIT_BUG;
}
