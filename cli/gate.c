/*
 * gate.c - dozvon gate: asking the gate without a database.
 *
 * judge reads facts and writes verdicts, a JSON object a line; explain says
 * one verdict in sentences; schema and rules print what is built in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/reading.h"
#include "cli/replay.h"
#include "compliance/explain.h"
#include "compliance/facts_json.h"
#include "compliance/facts_pack.h"
#include "compliance/gate.h"
#include "compliance/verdict_json.h"

static const char usage[] =
    "gate judge [--policy PACK] < FACTS.jsonl | explain [--policy PACK] [--lang en] < FACTS.json | decision ID [--by LOGIN] [--reason TEXT] | replay ID|--campaign N | schema | rules [--map FILE]";

enum { INPUT_MAX = 1 << 20 };

static struct policy *
open_pack(const struct cli *cli, int argc, char **argv, struct err *err)
{
	const char *path = cli_option(argc, argv, "--policy");
	return policy_load(path ? path : cli->settings.policy, cli->now, err);
}

/* The text may quote the input or be cut short inside a letter: what is no UTF-8 becomes '?'. */
static void
mend_text(char *text)
{
	const uint8_t *bad;

	while ((bad = u8_check((const uint8_t *)text, strlen(text))) != NULL)
		text[bad - (const uint8_t *)text] = '?';
}

/* A line that is no facts is a refusal, and says so. */
static void
write_bad_line(struct err *err, int64_t line, struct buf *out)
{
	struct json json;

	mend_text(err->text);
	json_start(&json, out);
	json_object(&json);
	json_key(&json, "answers");
	json_array(&json);
	json_end(&json);
	json_key(&json, "error");
	json_text(&json, err->text);
	json_key(&json, "line");
	json_int(&json, line);
	json_key(&json, "outcome");
	json_text(&json, outcome_name(OUTCOME_DENY));
	json_end(&json);
}

static bool
judge_line(const struct policy *policy, struct view text, int64_t line, struct buf *out)
{
	struct facts facts;
	struct verdict verdict;
	struct err err = {0};
	bool read = facts_read_json(text, &facts, &err);

	if (read) {
		gate_judge(&facts, policy, &verdict);
		verdict_write_json(&verdict, out);
	} else {
		write_bad_line(&err, line, out);
	}
	buf_add_char(out, '\n');
	return read;
}

static int
judge(const struct policy *policy)
{
	char *text = NULL;
	size_t size = 0;
	int64_t line = 0, bad = 0;
	ssize_t len;
	struct buf out = {0};

	while ((len = getline(&text, &size, stdin)) > 0) {
		line++;
		while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
			len--;
		bad += !judge_line(policy, (struct view){text, (size_t)len}, line, &out);
		fwrite(out.data, 1, out.len, stdout);
		buf_clear(&out);
	}
	free(text);
	buf_release(&out);
	if (ferror(stdin) || fflush(stdout) != 0 || ferror(stdout))
		return EXIT_UNAVAILABLE;
	return bad > 0 ? EXIT_BAD_DATA : EXIT_DONE;
}

static int
explain(const struct cli *cli, int argc, char **argv, const struct policy *policy)
{
	const char *language = cli_option(argc, argv, "--lang");
	bool english = strcmp(language ? language : cli->settings.language, "en") == 0;
	struct err err = {0};
	struct buf text = {0}, out = {0};
	struct facts facts;
	struct verdict verdict;

	lang_set(english ? LANG_EN : LANG_RU);
	bool read = buf_read_file(&text, "/dev/stdin", INPUT_MAX, &err) && facts_read_json(buf_view(&text), &facts, &err);
	if (read) {
		gate_judge(&facts, policy, &verdict);
		explain_verdict(&facts, policy, &verdict, english ? LANG_EN : LANG_RU, &out);
		fwrite(out.data, 1, out.len, stdout);
	}
	buf_release(&text);
	buf_release(&out);
	return read ? EXIT_DONE : cli_fail(&err);
}

static int
print(void (*write)(struct buf *))
{
	struct buf out = {0};

	write(&out);
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_UNAVAILABLE;
}

/* docs/rules.md: the table of rules, and where every rule of the law paper lives. */
static int
print_rules(int argc, char **argv)
{
	const char *path = cli_option(argc, argv, "--map");
	struct buf map = {0}, out = {0};
	struct err err = {0};

	if (!buf_read_file(&map, path ? path : "docs/law-map.tsv", INPUT_MAX, &err))
		return cli_fail(&err);
	explain_rules(buf_view(&map), &out);
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&map);
	buf_release(&out);
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_UNAVAILABLE;
}

static void
write_schema(struct buf *out)
{
	facts_write_schema(out);
	buf_add_char(out, '\n');
}

/* What the gate knew when it decided, as the JSON that `gate explain` reads. */
static int
show_decision(struct cli *cli, const char *id, int argc, char **argv)
{
	struct uuid decision;
	struct err err = {0};
	struct person_read read = {.reading = READING_DECISION_FACTS};
	struct facts facts;
	struct buf text = {0};
	struct args args;
	struct rows *rows = NULL;

	if (id == NULL || !uuid_parse(id, &decision))
		return cli_usage(usage);
	struct db *db = cli_db(cli, &err);
	args_init(&args);
	args_uuid(&args, decision);
	bool shown = db != NULL && db_run(db, QUERY_DECISION_FACTS, &args, &rows, &err) &&
	    (rows_count(rows) == 1 || fail(&err, ERR_ABSENT, "there is no decision %s", id)) &&
	    (rows_bytes(rows, 0, 1).len > 0 ||
	    fail(&err, ERR_ABSENT, "the facts were erased with the person; outcome and reasons stand as recorded")) &&
	    facts_unpack(rows_bytes(rows, 0, 1), &facts, &err) &&
	    person_read_of_decision(db, decision, &read, &err) && reading_note(db, cli->now, argc, argv, &read, &err);
	if (shown) {
		facts_write_json(&facts, &text);
		puts(text.data);
	}
	buf_release(&text);
	rows_free(rows);
	args_release(&args);
	db_close(db);
	return shown ? EXIT_DONE : cli_fail(&err);
}

int
command_gate(struct cli *cli, int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 0, NULL);
	struct err err = {0};

	if (word != NULL && strcmp(word, "schema") == 0)
		return print(write_schema);
	if (word != NULL && strcmp(word, "rules") == 0)
		return print_rules(argc, argv);
	if (word != NULL && strcmp(word, "decision") == 0)
		return show_decision(cli, cli_word(argc, argv, 1, NULL), argc, argv);
	if (word != NULL && strcmp(word, "replay") == 0)
		return replay_command(cli, argc, argv);
	bool judging = word != NULL && strcmp(word, "judge") == 0;
	if (!judging && (word == NULL || strcmp(word, "explain") != 0))
		return cli_usage(usage);
	struct policy *policy = open_pack(cli, argc, argv, &err);
	if (policy == NULL)
		return cli_fail(&err);
	int code = judging ? judge(policy) : explain(cli, argc, argv, policy);
	policy_free(policy);
	return code;
}
