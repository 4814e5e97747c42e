/* matter.c - dozvon matter: what people asked and demanded, and the clocks of the law that run on it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/act.h"
#include "cli/matter.h"
#include "cli/reading.h"
#include "compliance/matter_act_store.h"
#include "compliance/matter_watch_store.h"
#include "compliance/staff_store.h"
#include "compliance/unlawful_store.h"

static const char usage[] =
    "matter open --kind KIND --as LOGIN [--address A | --party ID] [--entity INN] [--received TIME] [--path desk]\n"
    "              [--reference TEXT] [--zone ZONE]\n"
    "       dozvon matter open --kind UNLAWFUL --decision ID --as LOGIN\n"
    "       dozvon matter list [--kind KIND] [--all]\n"
    "       dozvon matter show ID [--by LOGIN] [--reason TEXT]\n"
    "       dozvon matter identify ID --as LOGIN --says HOW [--party ID]\n"
    "       dozvon matter extend ID --as LOGIN --says WHY --notice FILE\n"
    "       dozvon matter meet ID --clock DEADLINE --as LOGIN [--says HOW] [--document FILE]\n"
    "       dozvon matter task ID --task N --as LOGIN --says RESULT [--document FILE]\n"
    "       dozvon matter correct ID --as LOGIN [--name T] [--birth-date DATE] [--zone ZONE] [--region NAME] [--inn N]\n"
    "           [--representative PARTY [--document TEXT]] [--address OLD --to NEW]\n"
    "       dozvon matter leak ID --as LOGIN --incident T --cause T --harm T --measures T --contact T [--result T]\n"
    "              --affected N | --list N | --campaign N | --reads-of LOGIN | --table T | --everybody [--since T] [--until T]\n"
    "       dozvon matter draft ID [--out FOLDER --by LOGIN]\n"
    "       dozvon matter remind\n"
    "       dozvon matter close ID --as LOGIN [--says RESULT] [--document FILE] [--unlawful]";
static const char *const flags[] = {"--all", "--everybody", "--unlawful", NULL};
enum { DOCUMENT_MAX = 256 << 20 };

static bool
read_file(struct matter_asked *asked, const char *option, struct err *err)
{
	const char *path = cli_option(asked->argc, asked->argv, option);
	struct buf file = {0};

	if (path == NULL)
		return true;
	bool read = buf_read_file(&file, path, DOCUMENT_MAX, err);
	if (read) {
		sha256(file.data, file.len, asked->sha);
		asked->deed.file_sha256 = asked->sha;
	}
	buf_release(&file);
	return read;
}

bool
matter_read_instant(const struct matter_asked *asked, const char *option, int64_t *out, struct err *err)
{
	const char *text = cli_option(asked->argc, asked->argv, option);

	return text == NULL || instant_parse(text, out) ||
	    fail(err, ERR_INPUT, "%s: not an instant like 2026-11-23T10:00:00+03:00", option);
}

static bool
read_opening(struct matter_asked *asked, struct address *address, struct matter_opening *out, struct err *err)
{
	const char *kind = cli_option(asked->argc, asked->argv, "--kind"), *inn = cli_option(asked->argc, asked->argv, "--entity");
	const char *party = cli_option(asked->argc, asked->argv, "--party"), *zone = cli_option(asked->argc, asked->argv, "--zone");
	const char *path = cli_option(asked->argc, asked->argv, "--path"), *reference = cli_option(asked->argc, asked->argv, "--reference");

	*out = (struct matter_opening){.kind = matter_kind_find(view_of(kind ? kind : "")), .party = party ? strtoll(party, NULL, 10) : 0,
		.legal_entity_inn = inn ? strtoll(inn, NULL, 10) : 0, .opened_at = asked->now, .path = path ? path : "desk",
		.reference = reference ? reference : "", .zone = zone ? zone : ""};
	if (out->kind == MATTER_UNKNOWN)
		return fail(err, ERR_INPUT, "--kind: this word is not in the list");
	if (strlen(out->path) > 15 || strlen(out->reference) > 127)
		return fail(err, ERR_INPUT, "--path or --reference is too long");
	if (zone != NULL && zone_find(zone) == NULL)
		return fail(err, ERR_INPUT, "--zone: there is no time zone \"%s\"", zone);
	if (cli_option(asked->argc, asked->argv, "--address") != NULL) {
		if (!act_address(&asked->act, asked->argc, asked->argv, address, err))
			return false;
		out->subject = address->token;
	}
	if (!matter_read_instant(asked, "--received", &out->opened_at, err))
		return false;
	return out->opened_at <= asked->now || fail(err, ERR_INPUT, "--received lies in the future");
}

/* A contact that should not have been, named by its decision. */
static bool
open_contact(struct matter_asked *asked, const char *text, struct err *err)
{
	const char *kind = cli_option(asked->argc, asked->argv, "--kind");
	struct uuid decision;
	int64_t id;

	if (kind == NULL || matter_kind_find(view_of(kind)) != MATTER_UNLAWFUL || !uuid_parse(text, &decision))
		return fail(err, ERR_INPUT, "--decision: the id of a decision, with --kind UNLAWFUL");
	if (!unlawful_contact(asked->act.db, decision, asked->deed.login, asked->now, "cli", &id, err))
		return false;
	printf("%lld\n", (long long)id);
	return true;
}

static bool
open_one(struct matter_asked *asked, struct err *err)
{
	const char *decision = cli_option(asked->argc, asked->argv, "--decision");
	struct matter_opening opening;
	struct address address;
	int64_t id;

	if (decision != NULL)
		return open_contact(asked, decision, err);
	if (!read_opening(asked, &address, &opening, err) ||
	    !staff_must(asked->act.db, asked->deed.login, RIGHT_REPORT, &asked->act.who.who_id, err))
		return false;
	asked->act.who.who_kind = "staff";
	if (!matter_open(asked->act.db, &opening, &asked->act.who, &id, err))
		return false;
	printf("%lld\n", (long long)id);
	return true;
}

static bool
list(struct matter_asked *asked, struct err *err)
{
	const char *kind = cli_option(asked->argc, asked->argv, "--kind");
	enum matter_kind wanted = matter_kind_find(view_of(kind ? kind : ""));

	if (kind != NULL && wanted == MATTER_UNKNOWN)
		return fail(err, ERR_INPUT, "--kind: this word is not in the list");
	return matter_print_list(asked->act.db, wanted, !cli_flag(asked->argc, asked->argv, "--all"), asked->policy, asked->now, err);
}

bool
matter_note_read(struct matter_asked *asked, struct err *err)
{
	struct person_read read = {.reading = READING_MATTER_SHOW, .matter = asked->deed.matter};
	struct matter m;

	if (!matter_load(asked->act.db, asked->deed.matter, &m, err))
		return false;
	if (m.has_subject)
		person_read_add(&read, (struct view){(const char *)m.subject, TOKEN_SIZE});
	return reading_note(asked->act.db, asked->now, asked->argc, asked->argv, &read, err);
}

static bool
show(struct matter_asked *asked, struct err *err)
{
	return matter_note_read(asked, err) && matter_print(asked->act.db, asked->deed.matter, asked->policy, asked->now, err);
}

static bool
identify(struct matter_asked *asked, struct err *err)
{
	const char *party = cli_option(asked->argc, asked->argv, "--party");

	asked->deed.party = party ? strtoll(party, NULL, 10) : 0;
	return matter_identify(asked->act.db, &asked->deed, err);
}

static bool
extend(struct matter_asked *asked, struct err *err)
{
	return read_file(asked, "--notice", err) && matter_extend(asked->act.db, &asked->deed, asked->policy, err);
}

static bool
meet(struct matter_asked *asked, struct err *err)
{
	const char *clock = cli_option(asked->argc, asked->argv, "--clock");
	enum deadline deadline = deadline_find(view_of(clock ? clock : ""));

	if (deadline == DEADLINE_COUNT)
		return fail(err, ERR_INPUT, "--clock: name a deadline like UNLAWFUL_STOP; matter show says which there are");
	return read_file(asked, "--document", err) && matter_meet(asked->act.db, &asked->deed, deadline, err);
}

static bool
task(struct matter_asked *asked, struct err *err)
{
	const char *number = cli_option(asked->argc, asked->argv, "--task");

	if (number == NULL)
		return fail(err, ERR_INPUT, "--task is missing");
	return read_file(asked, "--document", err) &&
	    matter_task_done(asked->act.db, &asked->deed, strtoll(number, NULL, 10), err);
}

static void
print_due(void *unused, const struct matter_due *due)
{
	char until[28];

	(void)unused;
	instant_format(due->due, until);
	printf("%lld\t%s\t%s\t%s\t%s\n", (long long)due->matter, matter_kind_name(due->kind), deadline_rule(due->deadline)->name,
	    due->due ? until : "-", due->mark > 0 ? "soon" : due->mark == MARK_OVERDUE ? "overdue" : "unknown");
}

static bool
remind(struct matter_asked *asked, struct err *err)
{
	int64_t count;

	return matter_watch(asked->act.db, asked->policy, asked->now, "cli", print_due, NULL, &count, err);
}

static bool
close_one(struct matter_asked *asked, struct err *err)
{
	int64_t id;

	if (!read_file(asked, "--document", err))
		return false;
	if (!cli_flag(asked->argc, asked->argv, "--unlawful"))
		return matter_close(asked->act.db, &asked->deed, err);
	if (!unlawful_complaint(asked->act.db, &asked->deed, &id, err))
		return false;
	printf("%lld\n", (long long)id);
	return true;
}

static const struct verb {
	const char *name;
	bool (*run)(struct matter_asked *asked, struct err *err);
	bool id, login;
} verbs[] = {
	{"open", open_one, false, true}, {"list", list, false, false}, {"show", show, true, false},
	{"identify", identify, true, true}, {"extend", extend, true, true}, {"meet", meet, true, true},
	{"task", task, true, true}, {"leak", matter_leak_asked, true, true}, {"correct", matter_correct_asked, true, true},
	{"draft", matter_draft_asked, true, false},
	{"remind", remind, false, false}, {"close", close_one, true, true},
};

static int
run(struct cli *cli, const struct verb *verb, struct matter_asked *asked)
{
	struct err err = {0};

	if (!act_open(cli, asked->argc, asked->argv, &asked->act, &err))
		return act_close(&asked->act, false, &err);
	asked->policy = policy_load(cli->settings.policy, cli->now, &err);
	bool done = asked->policy != NULL && verb->run(asked, &err);
	policy_free(asked->policy);
	return act_close(&asked->act, done, &err);
}

int
command_matter(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *id = cli_word(argc, argv, 1, flags);
	struct matter_asked asked = {.argc = argc, .argv = argv, .now = cli->now, .deed = {
		.login = cli_option(argc, argv, "--as"), .says = cli_option(argc, argv, "--says"), .now = cli->now, .process = "cli",
		.matter = id ? strtoll(id, NULL, 10) : 0}};

	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verb, verbs[i].name) == 0 && (!verbs[i].id || id != NULL) && (!verbs[i].login || asked.deed.login != NULL))
			return run(cli, &verbs[i], &asked);
	return cli_usage(usage);
}
