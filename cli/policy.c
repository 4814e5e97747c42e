/* policy.c - dozvon policy: packs checked, compared, added, signed, put in force; how many persons are on record. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "cli/replay.h"
#include "compliance/policy_diff.h"
#include "compliance/policy_store.h"
#include "compliance/protection_level.h"
#include "compliance/rule.h"

static const char usage[] =
    "policy check FILE | diff OLD NEW | add FILE --as LOGIN | sign PACK --as LOGIN --says TEXT [--observe G-16,...] | "
    "activate PACK --as LOGIN | list | show PACK | what-if --pack FILE --campaign N|--since DATE [--list] | level";

enum { BODY_MAX = 1 << 20 };

/* The pack falls shut at whichever comes first. */
static int64_t
last_day(const struct policy *policy)
{
	return policy->change_at != 0 && policy->change_at < policy->valid_to ? policy->change_at : policy->valid_to;
}

static void
print_observed(const struct policy *policy)
{
	for (int i = 0; i < rule_count; i++)
		if (policy->observed[rules[i]->number])
			printf(say("  on trial, does not count: %s %s\n"), rules[i]->id, rules[i]->russian);
}

static void
print_pack(const char *name, const struct policy *policy)
{
	char until[28], ends[28];

	instant_format(last_day(policy), until);
	instant_format(policy->ends_at, ends);
	printf(say("%s: pack %s %s is good until %.10s\n"), name, policy->name, policy->version, until);
	if (last_day(policy) != policy->ends_at)
		printf(say("  written to hold until %.10s; before that a date of it comes, and it is read anew or reviewed\n"), ends);
	print_observed(policy);
}

static int
check(struct cli *cli, const char *path)
{
	struct err err = {0};
	struct policy *policy = policy_load(path, cli->now, &err);

	if (policy == NULL)
		return cli_fail(&err);
	print_pack(path, policy);
	policy_free(policy);
	return EXIT_DONE;
}

static int
diff(const char *old_path, const char *new_path)
{
	struct err err = {0};
	struct buf out = {0};
	struct yaml *old = yaml_read_file(old_path, &err), *new = old ? yaml_read_file(new_path, &err) : NULL;
	int count = 0;

	if (new != NULL) {
		count = policy_diff(old, new, &out);
		fwrite(out.data, 1, out.len, stdout);
		printf(say("differences: %d\n"), count);
	}
	bool read = new != NULL;
	buf_release(&out);
	yaml_free(old);
	yaml_free(new);
	return !read ? cli_fail(&err) : count > 0 ? EXIT_NO : EXIT_DONE;
}

/* A pack that was added is named by its file or by the first digits of its hash. */
static bool
named_pack(struct db *db, const char *word, uint8_t sha[SHA256_SIZE], struct buf *body, struct err *err)
{
	struct err ignored;

	if (!buf_read_file(body, word, BODY_MAX, &ignored))
		return policy_store_find(db, word, sha, body, err);
	sha256(body->data, body->len, sha);
	return true;
}

static bool
add(struct cli *cli, struct db *db, const char *path, const char *login, struct err *err)
{
	struct policy *policy = policy_load(path, cli->now, err);
	bool added = policy != NULL && policy_store_add(db, policy, login, cli->now, err);

	if (added) {
		struct buf hex = {0};
		hex_add(&hex, policy->sha256, sizeof(policy->sha256));
		printf("%s\n", hex.data);
		buf_release(&hex);
	}
	policy_free(policy);
	return added;
}

static bool
list(struct db *db, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_POLICY_LIST, NULL, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		char from[28], to[28];
		struct buf hex = {0};
		hex_add(&hex, rows_bytes(rows, i, 2).data, SHA256_SIZE);
		instant_format(rows_time(rows, i, 3), from);
		instant_format(rows_time(rows, i, 4), to);
		printf("%.16s\t%s\t%s\t%.10s\t%.10s\t%lld\t%s\n", hex.data, rows_text(rows, i, 0), rows_text(rows, i, 1), from, to,
		    (long long)rows_int(rows, i, 5), rows_bool(rows, i, 6) ? say("in force") : "-");
		buf_release(&hex);
	}
	rows_free(rows);
	return true;
}

static bool
print_signatures(struct db *db, const uint8_t sha[SHA256_SIZE], struct err *err)
{
	struct rows *rows;
	char at[28];

	if (!policy_store_signatures(db, sha, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		instant_format(rows_time(rows, i, 4), at);
		printf(say("  signed: %s (%s), %.10s: %s\n"), rows_text(rows, i, 0), rows_text(rows, i, 1), at, rows_text(rows, i, 2));
	}
	rows_free(rows);
	return true;
}

static bool
show(struct cli *cli, struct db *db, const char *word, struct err *err)
{
	uint8_t sha[SHA256_SIZE];
	struct buf body = {0};
	struct policy *policy = named_pack(db, word, sha, &body, err) ? policy_read(word, buf_view(&body), cli->now, err) : NULL;

	if (policy != NULL)
		print_pack(word, policy);
	bool shown = policy != NULL && print_signatures(db, sha, err);
	policy_free(policy);
	buf_release(&body);
	return shown;
}

/* */
static bool
level(struct db *db, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_POLICY_PERSONS, NULL, &rows, err))
		return false;
	int64_t persons = rows_int(rows, 0, 0);
	bool health = rows_bool(rows, 0, 1);
	printf(say("persons on record: %lld; health data: %s; level of protection %d (decree 1119, threats of type 3)\n"),
	    (long long)persons, health ? say("yes") : say("no"), protection_level(persons, health));
	if (persons > PERSONS_MOST)
		printf(say("warning: more than %d persons: a stricter level holds\n"), PERSONS_MOST);
	else if (persons >= PERSONS_WARN)
		printf(say("warning: more than %d persons; from %d on a stricter level holds\n"), PERSONS_WARN, PERSONS_MOST);
	rows_free(rows);
	return true;
}

static bool
sign_or_activate(struct cli *cli, struct db *db, bool signs, int argc, char **argv, struct err *err)
{
	const char *word = cli_word(argc, argv, 1, NULL), *login = cli_option(argc, argv, "--as");
	const char *says = cli_option(argc, argv, "--says"), *observe = cli_option(argc, argv, "--observe");
	uint8_t sha[SHA256_SIZE];
	struct buf body = {0};

	bool named = named_pack(db, word, sha, &body, err);
	buf_release(&body);
	return named && (signs ? policy_store_sign(db, sha, login, says, observe ? observe : "", cli->now, err) :
	    policy_store_activate(db, sha, login, cli->now, err));
}

static int
with_database(struct cli *cli, const char *verb, int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 1, NULL), *login = cli_option(argc, argv, "--as");
	bool adds = strcmp(verb, "add") == 0, signs = strcmp(verb, "sign") == 0, activates = strcmp(verb, "activate") == 0;
	bool lists = strcmp(verb, "list") == 0, shows = strcmp(verb, "show") == 0, levels = strcmp(verb, "level") == 0;
	struct err err = {0};

	if (!(adds || signs || activates || lists || shows || levels) || (!lists && !levels && word == NULL) ||
	    ((adds || signs || activates) && login == NULL) || (signs && cli_option(argc, argv, "--says") == NULL))
		return cli_usage(usage);
	struct db *db = cli_db(cli, &err);
	bool done = db != NULL && (adds ? add(cli, db, word, login, &err) : lists ? list(db, &err) : shows ? show(cli, db, word, &err) :
	    levels ? level(db, &err) : sign_or_activate(cli, db, signs, argc, argv, &err));
	db_close(db);
	return done ? EXIT_DONE : cli_fail(&err);
}

int
command_policy(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL);
	const char *first = cli_word(argc, argv, 1, NULL), *second = cli_word(argc, argv, 2, NULL);

	if (verb == NULL)
		return cli_usage(usage);
	if (strcmp(verb, "check") == 0 && first != NULL)
		return check(cli, first);
	if (strcmp(verb, "diff") == 0 && second != NULL)
		return diff(first, second);
	if (strcmp(verb, "what-if") == 0)
		return what_if_command(cli, argc, argv);
	return with_database(cli, verb, argc, argv);
}
