/* wording.c - dozvon wording: the texts that consents are asked with, registered and approved by two. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "compliance/wording_store.h"

static const char *const flags[] = {"--not-standalone", "--preticked", "--mandatory", NULL};
static const char usage[] =
    "wording add --entity INN --code CODE --purposes P,P --name NAME --version N --file FILE --by LOGIN\n"
    "           [--language ru] [--not-standalone] [--preticked] [--mandatory]\n"
    "       dozvon wording approve --entity INN --name NAME --version N --by LOGIN\n"
    "       dozvon wording show --entity INN --name NAME --version N\n"
    "       dozvon wording list";

static bool
read_key(int argc, char **argv, struct wording_key *out, struct err *err)
{
	const char *inn = cli_option(argc, argv, "--entity"), *version = cli_option(argc, argv, "--version");

	out->legal_entity_inn = inn ? strtoll(inn, NULL, 10) : 0;
	out->name = cli_option(argc, argv, "--name");
	out->version = version ? strtoll(version, NULL, 10) : 0;
	return (out->legal_entity_inn > 0 && out->name != NULL && out->version > 0) ||
	    fail(err, ERR_INPUT, "a wording is named by --entity, --name and --version");
}

static bool
add(struct db *db, const struct entry *who, int argc, char **argv, struct err *err)
{
	const char *code = cli_option(argc, argv, "--code"), *file = cli_option(argc, argv, "--file");
	const char *language = cli_option(argc, argv, "--language"), *purposes = cli_option(argc, argv, "--purposes");
	struct wording_key key;
	struct buf body = {0};

	if (!read_key(argc, argv, &key, err))
		return false;
	struct wording wording = {
		.legal_entity_inn = key.legal_entity_inn,
		.code = consent_code_find(view_of(code ? code : "")),
		.name = key.name,
		.version = key.version,
		.language = language ? language : "ru",
		.standalone = !cli_flag(argc, argv, "--not-standalone"),
		.preticked = cli_flag(argc, argv, "--preticked"),
		.mandatory = cli_flag(argc, argv, "--mandatory"),
		.author = cli_option(argc, argv, "--by"),
	};
	if (file == NULL || wording.author == NULL || code == NULL || purposes == NULL)
		return fail(err, ERR_INPUT, "wording add needs --code, --purposes, --file and --by");
	if (wording.code == CONSENT_UNKNOWN)
		return fail(err, ERR_INPUT, "--code %s: expected PD_PROMO, AD_CHANNEL, COMM_SMS, COMM_AUTOCALL or HEALTH_WRITTEN", code);
	if (!purposes_read(purposes, &wording.purposes))
		return fail(err, ERR_INPUT, "--purposes takes words with commas between: AD_PROMO,SURVEY");
	bool done = buf_read_file(&body, file, 1 << 20, err);
	wording.body = body.data;
	if (done && (body.len == 0 || strlen(body.data) != body.len))
		done = fail(err, ERR_INPUT, "%s: the text is empty", file);
	done = done && wording_add(db, &wording, who, err);
	buf_release(&body);
	if (done)
		printf("%s\n", say("recorded; two other persons approve it, a compliance officer among them"));
	return done;
}

static bool
approve(struct db *db, const struct entry *who, int argc, char **argv, struct err *err)
{
	const char *login = cli_option(argc, argv, "--by");
	struct wording_key key;
	bool approved;
	int approvals;

	if (!read_key(argc, argv, &key, err))
		return false;
	if (login == NULL)
		return fail(err, ERR_INPUT, "who approves it? --by LOGIN");
	if (!wording_approve(db, &key, login, who, &approved, &approvals, err))
		return false;
	printf(approved ? say("approved: %d persons\n") : say("approvals: %d, and more are needed\n"), approvals);
	return true;
}

static void
print_line(void *context, const struct wording_shown *shown)
{
	const struct wording *w = &shown->wording;
	struct buf hex = {0};

	(void)context;
	hex_add(&hex, shown->sha256.data, shown->sha256.len);
	printf("%lld  %-14s %s/%lld  %s  %s  %s  %s\n", (long long)w->legal_entity_inn, consent_code_name(w->code), w->name,
	    (long long)w->version, w->language, w->standalone ? say("standalone") : say("part of another document"),
	    shown->approved ? say("approved") : say("not approved"), hex.data);
	for (int p = 1; w->body != NULL && p < PURPOSE_COUNT; p++)
		if (w->purposes & WORD_BIT(p))
			printf("  %s\n", lang_get() == LANG_RU ? purpose_russian((enum purpose)p) : purpose_name((enum purpose)p));
	if (w->body != NULL)
		printf("\n%s\n\n", w->body);
	buf_release(&hex);
}

static void
print_approval(void *context, const char *login, const char *role, int64_t at)
{
	char text[28];

	(void)context;
	instant_format(at, text);
	printf("%s  %s  %s\n", text, login, role);
}

static bool
show(struct db *db, const struct entry *who, int argc, char **argv, struct err *err)
{
	struct wording_key key;

	(void)who;
	return read_key(argc, argv, &key, err) && wording_shown(db, &key, print_line, print_approval, NULL, err);
}

static bool
list(struct db *db, const struct entry *who, int argc, char **argv, struct err *err)
{
	(void)who;
	(void)argc;
	(void)argv;
	return wording_listed(db, print_line, NULL, err);
}

static const struct {
	const char *name;
	bool (*run)(struct db *db, const struct entry *who, int argc, char **argv, struct err *err);
} verbs[] = {
	{"add", add}, {"approve", approve}, {"show", show}, {"list", list},
};

int
command_wording(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags);
	struct entry who = {.at = cli->now, .who_kind = "process", .process = "cli"};
	struct err err = {0};

	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name) != 0)
			continue;
		struct db *db = cli_db(cli, &err);
		bool done = db != NULL && verbs[i].run(db, &who, argc, argv, &err);
		db_close(db);
		return done ? EXIT_DONE : cli_fail(&err);
	}
	return cli_usage(usage);
}
