/* play.c - plays FILE...: each line of a .play file is done in order; PASS or FAIL, its title, and the line that failed. */
#include "tests/plays/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "tests/support/process.h"

static jmp_buf curtain;
static char why[1000];
static struct line line;

void
play_stop(const char *format, ...)
{
	char text[800];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	snprintf(why, sizeof(why), "%s:%d: %s", line.path, line.number, text);
	longjmp(curtain, 1);
}

const char *
line_option(const struct line *in, const char *key, const char *standard)
{
	size_t len = strlen(key);

	for (int i = 1; i < in->words; i++)
		if (strncmp(in->word[i], key, len) == 0 && in->word[i][len] == '=')
			return in->word[i] + len + 1;
	return standard;
}

const char *
line_word(const struct line *in, int n)
{
	for (int i = 0; i < in->words; i++)
		if (strchr(in->word[i], '=') == NULL && n-- == 0)
			return in->word[i];
	play_stop("a word is missing");
}

static const struct {
	const char *word;
	void (*play)(struct stage *, const struct line *);
} verbs[] = {
#define VERB(name) {#name, play_##name},
#include "tests/plays/verbs.def"
#undef VERB
};

static const struct {
	const char *word;
	const char *(*expect)(struct stage *, const struct line *);
} expectations[] = {
#define EXPECTATION(name) {#name, expect_##name},
#include "tests/plays/expectations.def"
#undef EXPECTATION
};

static void
expect(struct stage *stage)
{
	const char *what = line_word(&line, 1);

	for (size_t i = 0; i < sizeof(expectations) / sizeof(*expectations); i++)
		if (strcmp(expectations[i].word, what) == 0) {
			const char *found = expectations[i].expect(stage, &line);
			if (found != NULL)
				play_stop("expected %s; found %s", line.rest, found);
			return;
		}
	play_stop("nothing can be expected of \"%s\": see tests/plays/README.md", what);
}

static void
perform(struct stage *stage)
{
	if (strcmp(line.word[0], "expect") == 0) {
		expect(stage);
		return;
	}
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].word, line.word[0]) == 0) {
			verbs[i].play(stage, &line);
			return;
		}
	play_stop("there is no \"%s\": see tests/plays/README.md", line.word[0]);
}

/* Splits text in place; what stands behind # is for people. */
static void
split(char *text)
{
	static char rest[1000];
	char *comment = strstr(text, " # ");

	if (comment != NULL)
		*comment = '\0';
	if (text[0] == '#')
		*text = '\0';
	size_t verb = strcspn(text, " \t");
	snprintf(rest, sizeof(rest), "%s", text + verb + strspn(text + verb, " \t"));
	line.rest = rest;
	line.words = 0;
	for (char *word = strtok(text, " \t"); word != NULL && line.words < WORDS_MAX; word = strtok(NULL, " \t"))
		line.word[line.words++] = word;
}

static void
title_of(const char *text, char title[200])
{
	const char *from = strchr(text, '"'), *to = from ? strchr(from + 1, '"') : NULL;

	if (to == NULL)
		play_stop("a play begins with: play \"what it shows\"");
	snprintf(title, 200, "%.*s", (int)(to - from - 1), from + 1);
}

static void
perform_all(struct stage *stage, FILE *file, char title[200])
{
	static char text[2000];

	while (fgets(text, sizeof(text), file) != NULL) {
		line.number++;
		text[strcspn(text, "\n")] = '\0';
		if (strncmp(text, "play ", 5) == 0) {
			title_of(text, title);
			continue;
		}
		split(text);
		if (line.words > 0)
			perform(stage);
	}
	const char *broken = expect_promises(stage);
	if (broken != NULL)
		play_stop("a promise is broken: %s", broken);
}

/* Where it went wrong, and what stands around there. */
static void
tell(const struct stage *stage)
{
	printf("     %s\n     log (kept with KEEP=1): %s\n", why, stage->log);
	printf("     webhooks: %s\n", test_sql_text(&stage->database, "select coalesce(string_agg(provider || path || ' ' || "
	    "coalesce(verdict, 'waits'), '; ' order by id), 'none') from inbox"));
	printf("     attempts: %s\n", test_sql_text(&stage->database, "select coalesce(string_agg(contact_point_id || ' ' || state || ' ref ' || "
	    "coalesce(provider_ref, '-') || ' code ' || coalesce(provider_code, '-'), '; ' order by decision_id), 'none') from attempt"));
	printf("     twin: %s", twin_get(stage->twin_port, "/twin/count"));
	printf("     pauses: %s\n", test_sql_text(&stage->database, "select coalesce(string_agg(provider || ' until ' || paused_until || ' ' || "
	    "coalesce(pause_reason, ''), '; '), 'none') from provider_rate where paused_until is not null"));
}

static bool
show(const char *path)
{
	static struct stage stage;
	static char title[200];
	FILE *file = fopen(path, "r");

	must(file != NULL);
	line = (struct line){.path = path};
	stage = (struct stage){0};
	snprintf(title, sizeof(title), "%s", path);
	why[0] = '\0';
	stage_open(&stage);
	if (setjmp(curtain) == 0)
		perform_all(&stage, file, title);
	fclose(file);
	printf("%s %s\n", why[0] == '\0' ? "PASS" : "FAIL", title);
	if (why[0] != '\0')
		tell(&stage);
	fflush(stdout);
	stage_close(&stage);
	return why[0] == '\0';
}

int
main(int argc, char **argv)
{
	int failed = 0;

	if (!test_database_is_there()) {
		printf("SKIP plays: DOZVON_TEST_DSN is not set\n");
		return 0;
	}
	for (int i = 1; i < argc; i++)
		failed += !show(argv[i]);
	return failed > 0;
}
