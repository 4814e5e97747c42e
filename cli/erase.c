/* erase.c - dozvon erase: a person's data destroyed, with the act and the extract of order 179. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "cli/act.h"
#include "compliance/erasure_store.h"
#include "compliance/gost.h"

static const char usage[] =
    "erase --party ID|--address A --reason WITHDRAWAL|PURPOSE_REACHED|UNLAWFUL [--matter N] --by LOGIN --second LOGIN\n"
    "             [--dry-run] [--out FOLDER]\n"
    "       dozvon erase act N --out FOLDER";
static const char *const flags[] = {"--dry-run", NULL};
enum { ACT_MAX = 64 << 20 };

static int64_t
number(int argc, char **argv, const char *option)
{
	const char *text = cli_option(argc, argv, option);
	return text ? strtoll(text, NULL, 10) : 0;
}

/* With the whole path, which the act may not have. */
static void
print_left(const struct outside_left *left)
{
	printf("%s\t%lld\t%s\t%s:%s\n", left->removed ? "removed" : left->certain ? "destroy" : "look", (long long)left->id, left->kind,
	    left->host, left->path);
}

static void
print(const struct erasure *erasure, bool dry)
{
	for (int i = 0; i < erasure->counts; i++)
		if (erasure->count[i].rows > 0)
			printf("%s\t%lld\n", erasure->count[i].what, (long long)erasure->count[i].rows);
	for (int i = 0; i < erasure->lefts; i++)
		print_left(&erasure->left[i]);
	if (dry)
		printf("%s", say("dry run: nothing was erased\n"));
	else
		printf(say("erased; destruction act %lld; files to be destroyed or looked at, and backups, are left to you\n"),
		    (long long)erasure->act);
}

/* For those who must: Streebog of the act's files beside them, a line each as sha256sum writes it. */
static bool
add_streebog(const struct settings *settings, long long act, const char *folder, struct err *err)
{
	static const char *const names[][2] = {{"act", "txt"}, {"act", "pdf"}, {"extract", "tsv"}};
	struct buf path = {0}, bytes = {0}, sums = {0};
	bool added = true;
	char name[40];

	if (settings->log_gost_key[0] == '\0')
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && added; i++) {
		snprintf(name, sizeof(name), "%s-%lld.%s", names[i][0], act, names[i][1]);
		buf_clear(&path);
		buf_clear(&bytes);
		buf_add_format(&path, "%s/%s", folder, name);
		added = buf_read_file(&bytes, path.data, ACT_MAX, err) && gost_sum(buf_view(&bytes), &sums, err);
		buf_add_format(&sums, "  %s\n", name);
	}
	buf_clear(&path);
	buf_add_format(&path, "%s/act-%lld.streebog", folder, act);
	added = added && file_write_whole(path.data, sums.data, sums.len, err);
	buf_release(&path);
	buf_release(&bytes);
	buf_release(&sums);
	return added;
}

static bool
save(struct cli *cli, struct db *db, int64_t act, const char *folder, struct err *err)
{
	return erasure_act_save(db, act, folder, err) && add_streebog(&cli->settings, (long long)act, folder, err);
}

static bool
run(struct cli *cli, struct act *act, int argc, char **argv, struct err *err)
{
	const char *reason = cli_option(argc, argv, "--reason"), *out = cli_option(argc, argv, "--out");
	struct erasure_order order = {.reason = erasure_reason_find(reason), .party = number(argc, argv, "--party"),
		.matter = number(argc, argv, "--matter"), .by = cli_option(argc, argv, "--by"),
		.second = cli_option(argc, argv, "--second"), .certificate = cli->settings.destroyer_certificate,
		.dry = cli_flag(argc, argv, "--dry-run"), .now = cli->now};
	struct evidence_dir dir;
	struct address address;
	struct erasure erasure = {0};

	if (order.reason == ERASURE_UNKNOWN)
		return fail(err, ERR_INPUT, "--reason must be WITHDRAWAL, PURPOSE_REACHED or UNLAWFUL");
	if (cli_option(argc, argv, "--address") != NULL) {
		if (!act_address(act, argc, argv, &address, err))
			return false;
		order.address = &address;
	}
	bool done = evidence_dir_name(&cli->settings, &dir, err) && erasure_run(act->db, &dir, &order, &erasure, err);
	if (done)
		print(&erasure, order.dry);
	if (done && !order.dry && out != NULL)
		done = save(cli, act->db, erasure.act, out, err);
	erasure_release(&erasure);
	return done;
}

int
command_erase(struct cli *cli, int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 0, flags), *act_number = cli_word(argc, argv, 1, flags);
	const char *out = cli_option(argc, argv, "--out");
	bool kept = word != NULL && strcmp(word, "act") == 0 && act_number != NULL && out != NULL;
	bool whole = word == NULL && cli_option(argc, argv, "--reason") != NULL && cli_option(argc, argv, "--by") != NULL &&
	    cli_option(argc, argv, "--second") != NULL &&
	    (cli_option(argc, argv, "--party") != NULL) != (cli_option(argc, argv, "--address") != NULL);
	struct act act = {0};
	struct err err = {0};

	if (!kept && !whole)
		return cli_usage(usage);
	bool done = act_open(cli, argc, argv, &act, &err) &&
	    (kept ? save(cli, act.db, strtoll(act_number, NULL, 10), out, &err) : run(cli, &act, argc, argv, &err));
	return act_close(&act, done, &err);
}
