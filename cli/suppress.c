/* suppress.c - dozvon suppress: refusals. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/act.h"
#include "cli/reading.h"
#include "compliance/refusal_words.h"
#include "compliance/suppression_store.h"
#include "compliance/unclear_store.h"

static const char usage[] =
    "suppress add --address A --scope S [--channel C] [--entity INN] --path desk [--said-at TIME] [--staff ID]\n"
    "       dozvon suppress said WORDS --address A [--channel CALL_OPERATOR] [--staff ID]\n"
    "       dozvon suppress import FILE [--rejects FILE]\n"
    "       dozvon suppress check --address A [--by LOGIN] [--reason TEXT]\n"
    "       dozvon suppress words TEXT [--channel SMS]";

static bool
read_options(const struct act *act, int argc, char **argv, struct suppression *out, struct err *err)
{
	const char *scope = cli_option(argc, argv, "--scope"), *channel = cli_option(argc, argv, "--channel");
	const char *inn = cli_option(argc, argv, "--entity"), *said_at = cli_option(argc, argv, "--said-at");
	const char *path = cli_option(argc, argv, "--path");
	struct address address;

	if (!act_address(act, argc, argv, &address, err))
		return false;
	*out = (struct suppression){0};
	memcpy(out->token, address.token, TOKEN_SIZE);
	out->fact.scope = scope_find(view_of(scope ? scope : ""));
	out->fact.channel = channel_find(view_of(channel ? channel : ""));
	out->fact.legal_entity_inn = inn ? strtoll(inn, NULL, 10) : 0;
	out->fact.said_at = act->who.at;
	snprintf(out->path, sizeof(out->path), "%s", path ? path : "");
	if (said_at != NULL && !instant_parse(said_at, &out->fact.said_at))
		return fail(err, ERR_INPUT, "--said-at: not an instant like 2026-11-23T10:00:00+03:00");
	if (out->fact.said_at > act->who.at)		/* as in a file of refusals: no reason to lose it */
		out->fact.said_at = act->who.at;
	if (scope != NULL && out->fact.scope == SCOPE_UNKNOWN)
		return fail(err, ERR_INPUT, "--scope: there is no scope \"%.40s\"", scope);
	if (channel != NULL && out->fact.channel == CHANNEL_UNKNOWN)
		return fail(err, ERR_INPUT, "--channel: there is no channel \"%.40s\"", channel);
	const char *fault = suppression_fault(out);
	return fault == NULL || fail(err, ERR_INPUT, "suppress add: %s", say(fault));
}

static int
add(struct act *act, int argc, char **argv, struct err *err)
{
	struct suppression suppression;
	struct suppression_effect effect;

	if (!read_options(act, argc, argv, &suppression, err) ||
	    !suppression_add(act->db, &suppression, 1, &act->who, &effect, err))
		return cli_fail(err);
	printf(say("recorded: %lld, known already: %lld, contacts with this address: %lld, targets stopped: %lld\n"),
	    (long long)effect.added, (long long)effect.known, (long long)effect.parties, (long long)effect.targets);
	return EXIT_DONE;
}

/* What a person said in a call, as the agent heard it: understood, or held until somebody has read it. */
static int
said(struct act *act, int argc, char **argv, struct err *err)
{
	const char *text = cli_word(argc, argv, 1, NULL), *channel = cli_option(argc, argv, "--channel");
	struct address address;
	struct spoken spoken = {.words = text, .channel = channel_find(view_of(channel ? channel : "CALL_OPERATOR")),
	    .path = "phrase"};

	if (text == NULL || spoken.channel == CHANNEL_UNKNOWN)
		return cli_usage(usage);
	struct refusal_words *list = refusal_words_load(act->settings->refusal_words, err);
	if (list == NULL || !act_address(act, argc, argv, &address, err)) {
		refusal_words_free(list);
		return cli_fail(err);
	}
	memcpy(spoken.token, address.token, TOKEN_SIZE);
	bool taken = spoken_take(act->db, list, &spoken, &act->who, err);
	refusal_words_free(list);
	if (!taken)
		return cli_fail(err);
	if (spoken.class == REFUSAL_UNDERSTOOD)
		printf("%s %s\n", scope_name(spoken.scope), scope_russian(spoken.scope));
	else
		printf("%s\n", spoken.class == REFUSAL_NONE ? say("no refusal") : say("unclear: a person has to read it"));
	return spoken.class == REFUSAL_NONE ? EXIT_NO : EXIT_DONE;
}

static int
import(struct act *act, int argc, char **argv, struct err *err)
{
	const char *path = cli_word(argc, argv, 1, NULL);
	struct suppression_import sums;

	if (path == NULL)
		return cli_usage(usage);
	if (!suppression_import(act->db, &act->key, path, cli_option(argc, argv, "--rejects"), &act->who, &sums, err))
		return cli_fail(err);
	printf(say("lines: %lld, recorded: %lld, known already: %lld, rejected: %lld, targets stopped: %lld\n"),
	    (long long)sums.lines, (long long)sums.effect.added, (long long)sums.effect.known,
	    (long long)sums.rejected, (long long)sums.effect.targets);
	return EXIT_DONE;
}

static void
print_refusal(void *unused, const struct suppression_fact *fact, const char *path)
{
	char at[28];

	(void)unused;
	instant_format(fact->said_at, at);
	printf("  %-14s %s%s%s  %s  %s", scope_name(fact->scope), scope_russian(fact->scope),
	    fact->channel ? " " : "", fact->channel ? channel_name(fact->channel) : "", at, path);
	if (fact->legal_entity_inn != 0)
		printf("  INN %lld", (long long)fact->legal_entity_inn);
	printf("\n");
}

static int
check(struct act *act, int argc, char **argv, struct err *err)
{
	struct address address;
	char mask[EMAIL_TEXT];
	int64_t count;

	if (!act_address(act, argc, argv, &address, err))
		return cli_fail(err);
	struct person_read read = {.reading = READING_SUPPRESS_CHECK};
	person_read_add(&read, (struct view){(const char *)address.token, TOKEN_SIZE});
	if (!reading_note(act->db, act->who.at, argc, argv, &read, err))
		return cli_fail(err);
	address_mask(&address, mask);
	printf("%s\n", mask);
	if (!suppression_shown(act->db, &address, print_refusal, NULL, &count, err))
		return cli_fail(err);
	if (count == 0)
		printf("%s\n", say("no refusals"));
	return count > 0 ? EXIT_NO : EXIT_DONE;
}

static int
words(struct cli *cli, int argc, char **argv)
{
	const char *text = cli_word(argc, argv, 1, NULL), *channel = cli_option(argc, argv, "--channel");
	struct err err = {0};
	struct suppression_fact fact = {0};

	if (text == NULL)
		return cli_usage(usage);
	struct refusal_words *list = refusal_words_load(cli->settings.refusal_words, &err);
	if (list == NULL)
		return cli_fail(&err);
	enum refusal refusal = refusal_words_read(list, view_of(text), channel_find(view_of(channel ? channel : "SMS")), &fact);
	if (refusal == REFUSAL_UNDERSTOOD)
		printf("%s %s\n", scope_name(fact.scope), scope_russian(fact.scope));
	else
		printf("%s\n", refusal == REFUSAL_NONE ? say("no refusal") : say("unclear: a person has to read it"));
	refusal_words_free(list);
	return refusal == REFUSAL_NONE ? EXIT_DONE : EXIT_NO;
}

static const struct {
	const char *name;
	int (*run)(struct act *act, int argc, char **argv, struct err *err);
} verbs[] = {{"add", add}, {"said", said}, {"import", import}, {"check", check}};

int
command_suppress(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL);
	struct act act;
	struct err err = {0};

	if (verb != NULL && strcmp(verb, "words") == 0)
		return words(cli, argc, argv);
	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name) != 0)
			continue;
		if (!act_open(cli, argc, argv, &act, &err))
			return act_close(&act, false, &err);
		int code = verbs[i].run(&act, argc, argv, &err);
		act_close(&act, true, &err);
		return code;
	}
	return cli_usage(usage);
}
