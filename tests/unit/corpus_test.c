/*
 * corpus_test.c - the linter against texts that people labelled: precision and recall, for each rule and over all.
 *
 * The floors: a rule that misses one text in twenty lets an advertisement out
 * every week, one that cries wolf more often than that is switched off by its
 * users; so 0.95 on the texts that the list was made with, 0.90 on those held
 * out, of which there are fewer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/lint.h"
#include "tests/support/office.h"

#include <cmocka.h>

static const char *const rules[] = {"M-01", "M-02", "M-03", "M-04", "M-05", "M-06", "M-07", "M-08", "M-09", "M-10", "W-01"};
enum { RULES = sizeof(rules) / sizeof(rules[0]), CORPUS_MIN = 300 };

struct score {
	int texts, right[RULES], extra[RULES], missed[RULES];
};

static int texts_in_all;

/* The next field of a tab-separated line; *rest goes behind it. */
static struct view
field(char **rest)
{
	char *start = *rest, *tab = strchr(start, '\t');

	*rest = tab ? tab + 1 : start + strlen(start);
	return (struct view){start, tab ? (size_t)(tab - start) : strcspn(start, "\n")};
}

static void
try_line(const char *path, char *line, struct score *score)
{
	struct lint *found = calloc(1, sizeof(*found));
	struct view wanted = field(&line), channel = field(&line), class = field(&line), sender = field(&line);
	struct lint_text text = {.channel = channel_find(channel), .class = message_class_find(class), .sender = sender,
		.text = field(&line), .now = INT64_C(1795305600) * SECOND};

	assert_true(text.channel != CHANNEL_UNKNOWN && text.class != CLASS_UNKNOWN && text.text.len > 0);
	lint(office_words, &text, found);
	score->texts++;
	texts_in_all++;
	for (int rule = 0; rule < RULES; rule++) {
		bool want = memmem(wanted.data, wanted.len, rules[rule], 4) != NULL, got = lint_has(found, rules[rule]);
		score->right[rule] += want && got;
		score->missed[rule] += want && !got;
		score->extra[rule] += got && !want;
		if (want != got)
			printf("  %s: %s %s: %.*s\n", path, want ? "missed" : "extra", rules[rule], (int)text.text.len, text.text.data);
	}
	free(found);
}

static void
try_file(const char *path, struct score *score)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	assert_non_null(file);
	while (getline(&line, &size, file) > 0)
		if (line[0] != '#' && line[0] != '\n')
			try_line(path, line, score);
	free(line);
	fclose(file);
}

static double
share(int part, int rest)
{
	return part + rest == 0 ? 1 : (double)part / (part + rest);
}

static void
print_and_hold(const char *title, const struct score *score, double floor)
{
	int right = 0, extra = 0, missed = 0;

	printf("%s: %d texts\n  rule   precision  recall  (right extra missed)\n", title, score->texts);
	for (int rule = 0; rule < RULES; rule++) {
		int r = score->right[rule], e = score->extra[rule], m = score->missed[rule];
		if (r + e + m > 0)
			printf("  %s   %.3f      %.3f   (%d %d %d)\n", rules[rule], share(r, e), share(r, m), r, e, m);
		right += r, extra += e, missed += m;
	}
	printf("  all    %.3f      %.3f   (%d %d %d)\n", share(right, extra), share(right, missed), right, extra, missed);
	assert_true(share(right, extra) >= floor);
	assert_true(share(right, missed) >= floor);
}

static void
texts_that_the_list_was_made_with(void **unused)
{
	static const char *const files[] = {"service", "ads", "scripts", "disguise", "byhand"};
	struct score score = {0};
	char path[64];

	(void)unused;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		snprintf(path, sizeof(path), "tests/corpus/%s.tsv", files[i]);
		try_file(path, &score);
	}
	print_and_hold("tuned", &score, 0.95);
}

static void
texts_that_were_held_out(void **unused)
{
	struct score score = {0};

	(void)unused;
	try_file("tests/corpus/heldout.tsv", &score);
	try_file("tests/corpus/fresh.tsv", &score);
	print_and_hold("held out", &score, 0.90);
	assert_true(texts_in_all >= CORPUS_MIN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_that_the_list_was_made_with),
	    cmocka_unit_test(texts_that_were_held_out),
	};
	return cmocka_run_group_tests(tests, office_words_load, office_words_release);
}
