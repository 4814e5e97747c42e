/* officer.c - who gives a command that only an officer may give. */
#include "cli/officer.h"

bool
officer_open(struct cli *cli, int argc, char **argv, enum right right, struct act *out, struct err *err)
{
	const char *login = cli_option(argc, argv, "--as");

	*out = (struct act){0};
	if (login == NULL)
		return fail(err, ERR_INPUT, "--as is missing: who does this?");
	if (!act_open(cli, argc, argv, out, err) || !staff_must(out->db, login, right, &out->who.who_id, err))
		return false;
	out->who.who_kind = "staff";
	return true;
}
