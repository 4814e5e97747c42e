/* act.c - what commands about a person's address share. */
#include "cli/act.h"

#include <stdlib.h>

#include "base/lang.h"

bool
act_who(const struct cli *cli, int argc, char **argv, struct entry *out, struct err *err)
{
	const char *staff = cli_option(argc, argv, "--staff");

	*out = (struct entry){.at = cli->now, .who_kind = staff ? "staff" : "process", .process = "cli"};
	out->who_id = staff ? strtoll(staff, NULL, 10) : 0;
	return staff == NULL || out->who_id > 0 || fail(err, ERR_INPUT, "--staff: not a number of a person of the staff");
}

bool
act_open(struct cli *cli, int argc, char **argv, struct act *out, struct err *err)
{
	*out = (struct act){.settings = &cli->settings};
	if (!act_who(cli, argc, argv, &out->who, err))
		return false;
	if (!installation_key_read(cli->settings.installation_key, &out->key, err))
		return false;
	out->db = cli_db(cli, err);
	return out->db != NULL;
}

bool
act_address(const struct act *act, int argc, char **argv, struct address *out, struct err *err)
{
	const char *text = cli_option(argc, argv, "--address"), *reason = NULL;

	if (text == NULL)
		return fail(err, ERR_INPUT, "--address is missing");
	if (!address_parse(view_of(text), &act->key, out, &reason))
		return fail(err, ERR_INPUT, "--address: %s", say(reason));
	return true;
}

int
act_close(struct act *act, bool done, const struct err *err)
{
	act->db = db_close(act->db);
	return done ? EXIT_DONE : cli_fail(err);
}
