/* access_token.c - dozvon staff token, tokens, revoke: the secrets by which the staff calls the API; each is shown once. */
#include "cli/access_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/act.h"
#include "cli/registry.h"
#include "compliance/access_token_store.h"
#include "compliance/staff_store.h"

static const char usage[] = "staff token LOGIN [--days 90] [--note TEXT] [--as LOGIN] |\n"
    "       staff tokens [LOGIN] | staff revoke NUMBER|LOGIN [--as LOGIN]";

/* --as names an administrator or a compliance officer; without it, who may open the database does it. */
static bool
open_by(struct cli *cli, int argc, char **argv, struct act *act, struct err *err)
{
	const char *login = cli_option(argc, argv, "--as");

	if (!act_open(cli, argc, argv, act, err))
		return false;
	if (login == NULL)
		return true;
	act->who.who_kind = "staff";
	return staff_must(act->db, login, RIGHT_STATE, &act->who.who_id, err);
}

static int
issue(struct cli *cli, int argc, char **argv, const char *login)
{
	const char *days = cli_option(argc, argv, "--days"), *note = cli_option(argc, argv, "--note");
	char token[ACCESS_TOKEN_TEXT];
	struct act act = {0};
	struct err err = {0};

	bool done = open_by(cli, argc, argv, &act, &err) &&
	    access_token_issue(act.db, &act.key, login, days != NULL ? atoi(days) : ACCESS_DAYS, note, &act.who, token, &err);
	if (done)
		printf("%s\n", token);
	return act_close(&act, done, &err);
}

static int
revoke(struct cli *cli, int argc, char **argv, const char *word)
{
	bool is_number = word[strspn(word, "0123456789")] == '\0';
	struct act act = {0};
	struct err err = {0};
	int64_t count = 0;

	bool done = open_by(cli, argc, argv, &act, &err) &&
	    access_token_revoke(act.db, is_number ? strtoll(word, NULL, 10) : 0, word, &act.who, &count, &err);
	if (done)
		printf("%lld\n", (long long)count);
	return act_close(&act, done, &err);
}

static int
list(struct cli *cli, const char *login)
{
	struct err err = {0};
	struct rows *rows;
	struct db *db = cli_db(cli, &err);
	bool read = db != NULL && access_token_list(db, login != NULL ? login : "", cli->now, &rows, &err);

	if (read) {
		registry_print(rows, "nssssttt");
		rows_free(rows);
	}
	db_close(db);
	return read ? EXIT_DONE : cli_fail(&err);
}

int
access_token_command(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL), *word = cli_word(argc, argv, 1, NULL);

	if (strcmp(verb, "tokens") == 0)
		return list(cli, word);
	if (word == NULL)
		return cli_usage(usage);
	return strcmp(verb, "token") == 0 ? issue(cli, argc, argv, word) : revoke(cli, argc, argv, word);
}
