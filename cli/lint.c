/* lint.c - dozvon lint < TEXTS.jsonl: a message a line in, its findings a line out; no database. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "compliance/lint_json.h"
#include "compliance/lint_message.h"

enum { LINE_MAX_BYTES = 1 << 20 };

static bool
lint_line(const struct cli *cli, const struct content_words *words, struct view line, struct buf *out, bool *found,
    struct err *err)
{
	struct lint_message message;
	struct lint *result = memory_new(sizeof(*result));
	struct json json;
	bool read = lint_read_json(line, &message, err);

	if (read) {
		message.text.now = cli->now;
		lint(words, &message.text, result);
		*found = *found || lint_count(result, SEVERITY_ERROR) > 0;
		json_start(&json, out);
		json_object(&json);
		lint_write_json(result, &json);
		json_end(&json);
	}
	lint_message_release(&message);
	free(result);
	return read;
}

/* A line that cannot be read ends the run: half an answer must not look like a whole one. */
static bool
lint_stream(const struct cli *cli, const struct content_words *words, FILE *in, bool *found, struct err *err)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	struct buf out;
	bool done = true;

	buf_init(&out);
	for (int number = 1; done && (len = getline(&line, &size, in)) >= 0; number++) {
		while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
			len--;
		if (len == 0)
			continue;
		buf_clear(&out);
		done = len <= LINE_MAX_BYTES || fail(err, ERR_INPUT, "the line is longer than %d bytes", LINE_MAX_BYTES);
		done = done && lint_line(cli, words, (struct view){line, (size_t)len}, &out, found, err);
		if (done)
			printf("%s\n", out.data);
		else
			fail_prefix(err, "line %d", number);
	}
	free(line);
	buf_release(&out);
	return done;
}

int
command_lint(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	bool found = false;

	if (cli_word(argc, argv, 0, NULL) != NULL)
		return cli_usage("lint < TEXTS.jsonl");
	struct content_words *words = content_words_load(cli->settings.content_words, &err);
	bool done = words != NULL && lint_stream(cli, words, stdin, &found, &err);
	content_words_free(words);
	if (!done)
		return cli_fail(&err);
	return found ? EXIT_NO : EXIT_DONE;
}
