/* register.c - dozvon register: the papers that the law asks for, their dates and owners. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "compliance/document_store.h"
#include "compliance/staff_store.h"

static const char usage[] =
    "register add --kind KIND --number N --entity INN --from DATE [--until DATE] --owner LOGIN --as LOGIN [--file FILE]\n"
    "              [--provider NAME] [--roles advertiser,distributor,customer,processor] [--purposes P,P] [--sent DATE]\n"
    "       dozvon register list [--kind KIND] [--entity INN]\n"
    "       dozvon register check [--entity INN]\n"
    "       dozvon register require KIND --as LOGIN [--off]";
static const char *const flags[] = {"--off", NULL};
enum { FILE_MAX = 256 << 20 };

static bool
read_instant(int argc, char **argv, const char *option, int64_t *out, struct err *err)
{
	const char *text = cli_option(argc, argv, option);

	return text == NULL || instant_parse(text, out) ||
	    fail(err, ERR_INPUT, "%s: not an instant like 2026-11-23T10:00:00+03:00", option);
}

static bool
read_text(int argc, char **argv, const char *option, char *out, size_t size, struct err *err)
{
	const char *text = cli_option(argc, argv, option);

	if (text != NULL && strlen(text) >= size)
		return fail(err, ERR_INPUT, "%s: more than %zu bytes", option, size - 1);
	snprintf(out, size, "%s", text ? text : "");
	return true;
}

static bool
read_document(int argc, char **argv, struct document *out, struct err *err)
{
	const char *kind = cli_option(argc, argv, "--kind"), *inn = cli_option(argc, argv, "--entity");
	const char *purposes = cli_option(argc, argv, "--purposes");

	*out = (struct document){.kind = document_kind_find(view_of(kind ? kind : "")), .legal_entity_inn = inn ? strtoll(inn, NULL, 10) : 0};
	return read_text(argc, argv, "--number", out->number, sizeof(out->number), err) &&
	    read_text(argc, argv, "--provider", out->provider, sizeof(out->provider), err) &&
	    read_text(argc, argv, "--roles", out->roles, sizeof(out->roles), err) &&
	    read_text(argc, argv, "--owner", out->owner, sizeof(out->owner), err) &&
	    (purposes == NULL || purposes_read(purposes, &out->purposes) ||
	    fail(err, ERR_INPUT, "--purposes takes words with commas between: AD_PROMO,SURVEY")) &&
	    read_instant(argc, argv, "--from", &out->valid_from, err) && read_instant(argc, argv, "--until", &out->valid_until, err) &&
	    read_instant(argc, argv, "--sent", &out->done_at, err);
}

static bool
read_sha(const char *path, uint8_t sha[SHA256_SIZE], struct err *err)
{
	struct buf file = {0};

	bool read = buf_read_file(&file, path, FILE_MAX, err);
	if (read)
		sha256(file.data, file.len, sha);
	buf_release(&file);
	return read;
}

static bool
officer(struct db *db, const char *login, int64_t now, struct entry *out, struct err *err)
{
	*out = (struct entry){.at = now, .who_kind = "staff", .process = "cli"};
	return (login != NULL || fail(err, ERR_INPUT, "--as LOGIN is missing")) &&
	    staff_must(db, login, RIGHT_DECIDE, &out->who_id, err);
}

static bool
add(struct cli *cli, struct db *db, int argc, char **argv, struct err *err)
{
	const char *path = cli_option(argc, argv, "--file");
	struct document document;
	struct entry who;
	uint8_t sha[SHA256_SIZE];
	int64_t id, owner;

	if (!officer(db, cli_option(argc, argv, "--as"), cli->now, &who, err) || !read_document(argc, argv, &document, err) ||
	    !staff_must(db, document.owner, RIGHT_REPORT, &owner, err) || (path != NULL && !read_sha(path, sha, err)) ||
	    !document_add(db, &document, path ? sha : NULL, &who, &id, err))
		return false;
	printf("%lld\n", (long long)id);
	return true;
}

static void
print_one(const struct document *d, const struct policy *policy, int64_t now)
{
	int64_t due;
	enum document_state state = document_judge(d, policy, now, &due);
	bool red = state == DOCUMENT_OVERDUE && isatty(STDOUT_FILENO);
	char until[28] = "-";

	if (due != 0)
		instant_format(due, until);
	until[10] = '\0';
	printf("%lld\t%s\t%s\t%lld\t%s%s%s\t%s\t%s\t%s%s%s\n", (long long)d->id, document_kind_name(d->kind), d->number,
	    (long long)d->legal_entity_inn, red ? "\033[31m" : "", document_state_russian(state), red ? "\033[0m" : "", until, d->owner,
	    d->provider, d->roles[0] ? " " : "", d->roles);
}

static bool
load(struct cli *cli, struct db *db, int argc, char **argv, struct policy **policy, struct document **list, int *count, struct err *err)
{
	const char *kind = cli_option(argc, argv, "--kind"), *inn = cli_option(argc, argv, "--entity");
	enum document_kind wanted = document_kind_find(view_of(kind ? kind : ""));

	if (kind != NULL && wanted == DOCUMENT_UNKNOWN)
		return fail(err, ERR_INPUT, "--kind: this word is not in the list");
	*policy = policy_load(cli->settings.policy, cli->now, err);
	if (*policy != NULL && document_list(db, wanted, inn ? strtoll(inn, NULL, 10) : 0, list, count, err))
		return true;
	*policy = policy_free(*policy);
	return false;
}

static bool
list(struct cli *cli, struct db *db, int argc, char **argv, struct err *err)
{
	struct policy *policy;
	struct document *documents;
	int count;

	if (!load(cli, db, argc, argv, &policy, &documents, &count, err))
		return false;
	for (int i = 0; i < count; i++)
		print_one(&documents[i], policy, cli->now);
	free(documents);
	policy_free(policy);
	return true;
}

static void
print_lack(void *context, int64_t inn, enum document_kind kind)
{
	(void)context;
	printf("-\t%s\t-\t%lld\t%s\n", document_kind_name(kind), (long long)inn, say("missing"));
}

/* Each entity is an operator of its own: another's notification does not serve it. Prints what is wrong; false with an empty err
 * says that something is. */
static bool
check(struct cli *cli, struct db *db, int argc, char **argv, struct err *err)
{
	const char *inn = cli_option(argc, argv, "--entity");
	struct policy *policy;
	struct document *documents;
	int count, lacking, overdue = 0;
	int64_t due;

	if (!load(cli, db, argc, argv, &policy, &documents, &count, err))
		return false;
	for (int i = 0; i < count; i++) {
		enum document_state state = document_judge(&documents[i], policy, cli->now, &due);
		overdue += state == DOCUMENT_OVERDUE;
		if (state == DOCUMENT_OVERDUE || state == DOCUMENT_SOON)
			print_one(&documents[i], policy, cli->now);
	}
	free(documents);
	policy_free(policy);
	return document_lacking(db, inn ? strtoll(inn, NULL, 10) : 0, print_lack, NULL, &lacking, err) && overdue + lacking == 0;
}

static bool
demand(struct cli *cli, struct db *db, int argc, char **argv, struct err *err)
{
	const char *kind = cli_word(argc, argv, 1, flags);
	struct entry who;

	if (document_kind_find(view_of(kind ? kind : "")) == DOCUMENT_UNKNOWN)
		return fail(err, ERR_INPUT, "register require: this word is not in the list of documents");
	return officer(db, cli_option(argc, argv, "--as"), cli->now, &who, err) &&
	    document_demand_set(db, document_kind_find(view_of(kind)), !cli_flag(argc, argv, "--off"), &who, err);
}

static const struct {
	const char *name;
	bool (*run)(struct cli *cli, struct db *db, int argc, char **argv, struct err *err);
} verbs[] = {{"add", add}, {"list", list}, {"check", check}, {"require", demand}};

int
command_register(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags);
	struct err err = {0};

	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name) != 0)
			continue;
		struct db *db = cli_db(cli, &err);
		bool done = db != NULL && verbs[i].run(cli, db, argc, argv, &err);
		db_close(db);
		return done ? EXIT_DONE : err.kind == ERR_NONE ? EXIT_NO : cli_fail(&err);
	}
	return cli_usage(usage);
}
