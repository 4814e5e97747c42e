/* template.c - dozvon template: texts with versions, checked by the linter, approved by a second person. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/template_version.h"
#include "campaigns/text_preview.h"
#include "cli/cli.h"
#include "compliance/lint_json.h"

static const char usage[] = "template add FILE --by LOGIN | check FILE [--json] | approve NAME@VERSION --by LOGIN | "
    "show NAME@VERSION | list | preview FILE|NAME@VERSION [--name TEXT]";
static const char *const flags[] = {"--json", NULL};

static void
print_findings(const struct lint *found, FILE *to)
{
	struct buf lines;

	buf_init(&lines);
	for (int i = 0; i < found->count; i++)
		lint_write_finding(&found->finding[i], &lines);
	fputs(lines.data, to);
	buf_release(&lines);
}

static void
print_json(const struct lint *found)
{
	struct buf out = {0};
	struct json json;

	json_start(&json, &out);
	json_object(&json);
	lint_write_json(found, &json);
	json_end(&json);
	printf("%s\n", out.data);
	buf_release(&out);
}

static int
check(struct cli *cli, const struct content_words *words, const char *path, bool as_json)
{
	struct err err = {0};
	struct template_version version;
	struct lint *found = memory_new(sizeof(*found));
	int code;

	if (template_version_read(path, &version, &err)) {
		template_version_lint(&version, words, cli->now, found);
		if (as_json)
			print_json(found);
		else if (found->count == 0)
			printf("%s\n", say("nothing found"));
		else
			print_findings(found, stdout);
		code = lint_count(found, SEVERITY_ERROR) > 0 ? EXIT_NO : EXIT_DONE;
		template_version_release(&version);
	} else {
		code = cli_fail(&err);
	}
	free(found);
	return code;
}

static bool
add(struct cli *cli, struct db *db, const struct content_words *words, const char *path, const char *login, struct err *err)
{
	struct template_version version;

	if (!template_version_read(path, &version, err))
		return false;
	bool added = template_version_add(db, &version, login, words, cli->now, err);
	if (added)
		printf("%s@%lld\n", version.name, (long long)version.version);
	template_version_release(&version);
	return added;
}

static bool
approve(struct cli *cli, struct db *db, const struct content_words *words, const char *name, const char *login,
    struct err *err)
{
	struct lint *found = memory_new(sizeof(*found));
	bool approved = template_version_approve(db, name, login, words, cli->now, found, err);

	print_findings(found, approved ? stdout : stderr);
	if (!approved && lint_count(found, SEVERITY_ERROR) > 0)
		fail(err, ERR_REFUSED, "%s", say("the text breaks the rules; nothing is approved"));
	free(found);
	return approved;
}

static bool
show(struct db *db, const char *name, struct err *err)
{
	struct template_version version;
	char created[28], approved[28] = "-";

	if (!template_version_load(db, name, &version, err))
		return false;
	instant_format(version.created_at, created);
	if (version.approved_at != 0)
		instant_format(version.approved_at, approved);
	printf("%s@%lld\t%s\t%s\t%s\n", version.name, (long long)version.version, message_class_name(version.class),
	    channel_name(version.channel), purpose_name(version.purpose));
	printf("%s\t%s\n%s\t%s\nsha256\t%s\n", version.author_login, created,
	    version.approver_login[0] != '\0' ? version.approver_login : "-", approved, version.sha256);
	if (version.subject[0] != '\0')
		printf("%s\n", version.subject);
	printf("%s\n", version.body);
	template_version_release(&version);
	return true;
}

static bool
list(struct db *db, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_TEMPLATE_LIST, NULL, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		printf("%s@%lld\t%s\t%s\t%s\t%s\t%s\n", rows_text(rows, i, 0), (long long)rows_int(rows, i, 1), rows_text(rows, i, 2),
		    rows_text(rows, i, 3), rows_text(rows, i, 4), rows_text(rows, i, 5), rows_is_null(rows, i, 6) ? "-" : rows_text(rows, i, 6));
	rows_free(rows);
	return true;
}

/* A file is previewed without a database. */
static int
preview(struct cli *cli, const struct content_words *words, const char *what, const char *name)
{
	struct template_version version = {0};
	struct buf out = {0};
	struct err err = {0};
	struct db *db = NULL;
	bool done;

	if (strchr(what, '@') != NULL)
		done = (db = cli_db(cli, &err)) != NULL && template_version_load(db, what, &version, &err);
	else
		done = template_version_read(what, &version, &err);
	done = done && text_preview(&version, words, name ? name : "Анна Иванова", &out, &err);
	if (done)
		fputs(out.data, stdout);
	buf_release(&out);
	template_version_release(&version);
	db_close(db);
	return done ? EXIT_DONE : cli_fail(&err);
}

static int
in_database(struct cli *cli, const struct content_words *words, const char *verb, const char *what, const char *login)
{
	struct err err = {0};
	struct db *db = cli_db(cli, &err);
	bool done = false;

	if (db == NULL)
		return cli_fail(&err);
	if (strcmp(verb, "list") == 0)
		done = list(db, &err);
	else if (strcmp(verb, "show") == 0)
		done = show(db, what, &err);
	else if (strcmp(verb, "add") == 0)
		done = add(cli, db, words, what, login, &err);
	else
		done = approve(cli, db, words, what, login, &err);
	db_close(db);
	return done ? EXIT_DONE : cli_fail(&err);
}

int
command_template(struct cli *cli, int argc, char **argv)
{
	static const char *const verbs[] = {"list", "check", "show", "preview", "add", "approve", NULL};
	const char *verb = cli_word(argc, argv, 0, flags), *what = cli_word(argc, argv, 1, flags);
	const char *login = cli_option(argc, argv, "--by");
	struct err err = {0};
	int at = 0;

	while (verb != NULL && verbs[at] != NULL && strcmp(verb, verbs[at]) != 0)
		at++;
	if (verb == NULL || verbs[at] == NULL || (at > 0 && what == NULL) || (at > 3 && login == NULL))
		return cli_usage(usage);
	struct content_words *words = content_words_load(cli->settings.content_words, &err);
	if (words == NULL)
		return cli_fail(&err);
	int code;
	if (strcmp(verb, "check") == 0)
		code = check(cli, words, what, cli_flag(argc, argv, "--json"));
	else if (strcmp(verb, "preview") == 0)
		code = preview(cli, words, what, cli_option(argc, argv, "--name"));
	else
		code = in_database(cli, words, verb, what, login);
	content_words_free(words);
	return code;
}
