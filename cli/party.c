/* party.c - dozvon party: a person's data are blocked, freed, or the person has died; the number is another's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "cli/officer.h"
#include "compliance/party_state_store.h"
#include "compliance/suppression_store.h"

static const char usage[] =
    "party block|unblock|deceased --address A [--party N] --as LOGIN --reason TEXT\n"
    "       dozvon party wrong-person --address A --as LOGIN";

static bool
move(struct act *act, int argc, char **argv, enum party_state to, struct err *err)
{
	const char *party = cli_option(argc, argv, "--party");
	struct party_move move = {.to = to, .party = party ? strtoll(party, NULL, 10) : 0,
	    .reason = cli_option(argc, argv, "--reason")};

	if (!act_address(act, argc, argv, &move.address, err) || !party_state_move(act->db, &move, &act->who, err))
		return false;
	printf(say("party %lld is %s now; targets stopped: %lld\n"), (long long)move.party, party_state_name(to),
	    (long long)move.stopped);
	return true;
}

/* C-11: the digits have another owner.  The stranger is told nothing, and nobody linked to this address is reached by it. */
static bool
wrong_person(struct act *act, int argc, char **argv, struct err *err)
{
	struct suppression refusal = {.fact = {.scope = SCOPE_WRONG_PERSON, .said_at = act->who.at}, .path = "desk"};
	struct suppression_effect effect;
	struct address address;

	if (!act_address(act, argc, argv, &address, err))
		return false;
	memcpy(refusal.token, address.token, TOKEN_SIZE);
	if (!suppression_add(act->db, &refusal, 1, &act->who, &effect, err))
		return false;
	printf(say("recorded: %lld, known already: %lld, contacts with this address: %lld, targets stopped: %lld\n"),
	    (long long)effect.added, (long long)effect.known, (long long)effect.parties, (long long)effect.targets);
	return true;
}

int
command_party(struct cli *cli, int argc, char **argv)
{
	static const struct {
		const char *verb;
		enum party_state to;	/* 0: not a state */
	} verbs[] = {{"block", STATE_BLOCKED}, {"unblock", STATE_ACTIVE}, {"deceased", STATE_DECEASED},
	    {"wrong-person", 0}};
	const char *verb = cli_word(argc, argv, 0, NULL);
	struct act act;
	struct err err = {0};

	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].verb) != 0)
			continue;
		bool done = officer_open(cli, argc, argv, RIGHT_DECIDE, &act, &err) && (verbs[i].to != 0 ?
		    move(&act, argc, argv, verbs[i].to, &err) : wrong_person(&act, argc, argv, &err));
		return act_close(&act, done, &err);
	}
	return cli_usage(usage);
}
