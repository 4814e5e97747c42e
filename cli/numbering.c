/* numbering.c - dozvon numbering: load the register's ranges, ask where a number belongs. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/phone.h"
#include "campaigns/numbering.h"
#include "cli/cli.h"

static int
load(const struct cli *cli, struct db *db, const struct regions *regions, const char *path)
{
	struct err err = {0};
	int64_t ranges;

	if (!numbering_load(db, regions, path, cli->now, &ranges, &err))
		return cli_fail(&err);
	printf(say("number ranges loaded: %lld\n"), (long long)ranges);
	return EXIT_DONE;
}

static void
print_place(const char *e164, struct numbering_place place, const struct region *region)
{
	printf(say("number: %s\n"), e164);
	printf(say("region: %s\n"), region ? region->name : say("unknown"));
	for (int i = 0; region != NULL && i < region->zones; i++)
		printf(say("zone: %s\n"), zone_name(region->zone[i]));
	if (place.carrier_inn != 0)
		printf(say("carrier's INN: %lld\n"), (long long)place.carrier_inn);
}

static int
find(struct db *db, const struct regions *regions, const char *text)
{
	struct err err = {0};
	struct phone phone;
	enum phone_fault fault;
	bool known;

	if (!phone_parse(view_of(text), &phone, &fault)) {
		fail(&err, ERR_INPUT, "\"%s\": %s", text, say(phone_fault_text(fault)));
		return cli_fail(&err);
	}
	struct numbering *numbering = numbering_open(db, regions, &err);
	if (numbering == NULL)
		return cli_fail(&err);
	struct numbering_place place = numbering_find(numbering, phone.e164, &known);
	numbering_free(numbering);
	if (!known) {
		fail(&err, ERR_ABSENT, "%s: this number was given to no carrier", phone.e164);
		return cli_fail(&err);
	}
	print_place(phone.e164, place, region_find(regions, place.region));
	return EXIT_DONE;
}

int
command_numbering(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	bool is_load = argc == 3 && strcmp(argv[1], "load") == 0;

	if (!is_load && (argc != 3 || strcmp(argv[1], "find") != 0))
		return cli_usage("numbering load FILE | numbering find NUMBER");
	struct regions *regions = regions_load(cli->settings.regions, &err);
	struct db *db = regions ? cli_db(cli, &err) : NULL;
	int code;
	if (db == NULL)
		code = cli_fail(&err);
	else
		code = is_load ? load(cli, db, regions, argv[2]) : find(db, regions, argv[2]);
	db_close(db);
	regions_free(regions);
	return code;
}
