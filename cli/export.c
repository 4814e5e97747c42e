/* export.c - dozvon export: copies of many persons' data; asked for, decided, made once, and traced when one turns up elsewhere. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "campaigns/export.h"
#include "campaigns/export_mark.h"
#include "cli/act.h"
#include "cli/registry.h"
#include "compliance/staff_store.h"

static const char usage[] = "export ask --campaign N|--list N --by LOGIN --reason TEXT |\n"
    "       export approve N --as LOGIN | export refuse N --as LOGIN |\n"
    "       export make N --by LOGIN --out FILE.csv | export list | export trace FILE";

enum { TRACE_BYTES = 256 << 20 };

static bool
open_by(struct cli *cli, int argc, char **argv, const char *login, enum right right, struct act *act, struct err *err)
{
	if (!act_open(cli, argc, argv, act, err) || !staff_must(act->db, login, right, &act->who.who_id, err))
		return false;
	act->who.who_kind = "staff";
	return true;
}

static int64_t
number_of(const char *text)
{
	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static int
ask(struct cli *cli, int argc, char **argv, const char *login)
{
	struct export_wish wish = {.campaign = number_of(cli_option(argc, argv, "--campaign")),
		.list = number_of(cli_option(argc, argv, "--list")), .reason = cli_option(argc, argv, "--reason")};
	struct act act = {0};
	struct err err = {0};
	int64_t id;

	bool done = open_by(cli, argc, argv, login, RIGHT_EXPORT, &act, &err) && export_ask(act.db, &wish, &act.who, &id, &err);
	if (done)
		printf("%lld\n", (long long)id);
	return act_close(&act, done, &err);
}

static int
decide(struct cli *cli, int argc, char **argv, const char *login, bool approved)
{
	struct act act = {0};
	struct err err = {0};

	return act_close(&act, open_by(cli, argc, argv, login, RIGHT_APPROVE_MASS, &act, &err) &&
	    export_decide(act.db, number_of(cli_word(argc, argv, 1, NULL)), approved, &act.who, &err), &err);
}

/* The file is opened first: what cannot be written is not taken from the database. */
static int
make(struct cli *cli, int argc, char **argv, const char *login, const char *path)
{
	struct act act = {0};
	struct buf copy = {0};
	struct err err = {0};
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0) {
		fail(&err, ERR_INPUT, "%s: cannot be made anew", path);
		return cli_fail(&err);
	}
	bool made = open_by(cli, argc, argv, login, RIGHT_EXPORT, &act, &err) &&
	    export_make(act.db, &act.key, number_of(cli_word(argc, argv, 1, NULL)), login, path, &act.who, &copy, &err);
	if (!made)
		unlink(path);
	else if (write(fd, copy.data, copy.len) != (ssize_t)copy.len)
		made = fail(&err, ERR_RETRY, "%s: was not written; this export is spent, ask for another", path);
	close(fd);
	buf_release(&copy);
	return act_close(&act, made, &err);
}

static int
list(struct cli *cli)
{
	struct err err = {0};
	struct rows *rows;
	struct db *db = cli_db(cli, &err);
	bool listed = db != NULL && export_list(db, cli->now, &rows, &err);

	if (listed) {
		registry_print(rows, "nnnstsstn");
		rows_free(rows);
	}
	db_close(db);
	return listed ? EXIT_DONE : cli_fail(&err);
}

static int
trace(struct cli *cli, const char *path)
{
	int64_t found[EXPORT_MARKS_FOUND];
	struct installation_key key;
	struct buf text = {0};
	struct err err = {0};

	if (!installation_key_read(cli->settings.installation_key, &key, &err) || !buf_read_file(&text, path, TRACE_BYTES, &err))
		return cli_fail(&err);
	int count = export_mark_find(&key, buf_view(&text), found);
	for (int i = 0; i < count; i++)
		printf("%lld\n", (long long)found[i]);
	buf_release(&text);
	if (count == 0)
		printf("%s\n", say("no mark of an export stands in it"));
	return count > 0 ? EXIT_DONE : EXIT_NO;
}

int
command_export(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL), *word = cli_word(argc, argv, 1, NULL);
	const char *by = cli_option(argc, argv, "--by"), *as = cli_option(argc, argv, "--as"), *out = cli_option(argc, argv, "--out");

	if (verb != NULL && strcmp(verb, "list") == 0)
		return list(cli);
	if (verb != NULL && strcmp(verb, "trace") == 0 && word != NULL)
		return trace(cli, word);
	if (verb != NULL && strcmp(verb, "ask") == 0 && by != NULL)
		return ask(cli, argc, argv, by);
	if (verb != NULL && word != NULL && as != NULL && (strcmp(verb, "approve") == 0 || strcmp(verb, "refuse") == 0))
		return decide(cli, argc, argv, as, strcmp(verb, "approve") == 0);
	if (verb != NULL && word != NULL && by != NULL && out != NULL && strcmp(verb, "make") == 0)
		return make(cli, argc, argv, by, out);
	return cli_usage(usage);
}
