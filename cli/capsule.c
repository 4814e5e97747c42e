/* capsule.c - dozvon capsule: everything about one address, or about one campaign for Roskomnadzor, with its proofs, as one file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/act.h"
#include "compliance/capsule_store.h"
#include "compliance/outside_file_store.h"
#include "compliance/staff_store.h"

static const char usage[] = "capsule --address A --out FILE.zip --by LOGIN --reason TEXT [--on DATE] [--to person|fas|rkn]\n"
    "       dozvon capsule --campaign N --out FILE.zip --by LOGIN --reason TEXT";

static bool
read_wish(int argc, char **argv, struct capsule_wish *out, struct err *err)
{
	const char *to = cli_option(argc, argv, "--to"), *campaign = cli_option(argc, argv, "--campaign");
	int64_t day;

	if (campaign != NULL && (out->campaign = strtoll(campaign, NULL, 10)) <= 0)
		return fail(err, ERR_INPUT, "--campaign: expected a number");
	if (campaign != NULL)
		out->to = CAPSULE_RKN;

	out->on = cli_option(argc, argv, "--on");
	out->reason = cli_option(argc, argv, "--reason");
	if (out->on != NULL && (strlen(out->on) != 10 || !instant_parse(out->on, &day)))
		return fail(err, ERR_INPUT, "--on: not a date");
	if (to != NULL && !capsule_to_find(to, &out->to))
		return fail(err, ERR_INPUT, "--to must be person, fas or rkn");
	return true;
}

/* What lies outside is told before it does: outside_file_store.h. */
static bool
make(struct act *act, const struct capsule_wish *wish, const char *out, struct capsule_letter *made, struct err *err)
{
	struct outside_file file = {.kind = OUTSIDE_CAPSULE, .path = out, .staff = act->who.who_id,
		.tokens = {(const char *)wish->address->token, TOKEN_SIZE}, .now = act->who.at};
	int64_t id;

	return outside_file_add(act->db, &file, &id, err) && capsule_make(act->db, wish, out, made, err) &&
	    outside_file_end(act->db, id, out, act->who.at, err);
}

int
command_capsule(struct cli *cli, int argc, char **argv)
{
	const char *out = cli_option(argc, argv, "--out"), *login = cli_option(argc, argv, "--by");
	struct capsule_wish wish = {.settings = &cli->settings};
	struct capsule_letter made;
	struct address address;
	struct contracts *contracts = NULL;
	struct act act = {0};
	struct err err = {0};

	if (out == NULL || login == NULL || cli_option(argc, argv, "--reason") == NULL ||
	    (cli_option(argc, argv, "--address") == NULL) == (cli_option(argc, argv, "--campaign") == NULL) ||
	    (cli_option(argc, argv, "--campaign") != NULL && (cli_option(argc, argv, "--on") || cli_option(argc, argv, "--to"))))
		return cli_usage(usage);
	bool done = read_wish(argc, argv, &wish, &err) && act_open(cli, argc, argv, &act, &err) &&
	    staff_must(act.db, login, RIGHT_DECIDE, &act.who.who_id, &err) &&
	    (wish.campaign != 0 || act_address(&act, argc, argv, &address, &err));
	if (done)
		contracts = contracts_load(cli->settings.contracts, &err);
	act.who.who_kind = "staff";
	wish.address = wish.campaign == 0 ? &address : NULL;
	wish.who = &act.who;
	wish.contracts = contracts;
	done = done && contracts != NULL && make(&act, &wish, out, &made, &err);
	if (done)
		printf(say("%s: decisions %lld, contacts %lld, consents %lld, refusals %lld, evidence %lld, entries %lld\n"), out,
		    (long long)made.decisions, (long long)made.contacts, (long long)made.consents, (long long)made.refusals,
		    (long long)made.evidence, (long long)made.entries);
	contracts_free(contracts);
	return act_close(&act, done, &err);
}
