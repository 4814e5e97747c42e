/* evidence.c - dozvon evidence: the scans and recordings that prove consents. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/act.h"
#include "cli/reading.h"
#include "compliance/evidence_store.h"
#include "compliance/outside_file_store.h"
#include "compliance/staff_store.h"

static const char *const flags[] = {"--dry-run", "--audio", NULL};
static const char usage[] =
    "evidence key [--file FILE]\n"
    "       dozvon evidence add FILE [--consent ID] [--class CONSENT|AGREEMENT|AUTHORITY|REQUEST] [--until DATE] [--staff ID]\n"
    "       dozvon evidence get HASH --out FILE --as LOGIN --reason TEXT\n"
    "       dozvon evidence check\n"
    "       dozvon evidence sweep [--dry-run]\n"
    "       dozvon evidence rotate";

struct command {
	struct cli *cli;
	struct evidence_dir dir;
	struct db *db;
	struct entry who;
};

static void
print_hash(const struct evidence *evidence)
{
	struct buf hex = {0};
	char until[28];

	hex_add(&hex, evidence->sha256, SHA256_SIZE);
	instant_format(evidence->retention_until, until);
	printf("%s  %s  %lld  %s\n", hex.data, evidence_kind_name(evidence->kind), (long long)evidence->size, until);
	buf_release(&hex);
}

static bool
add(struct command *command, int argc, char **argv, struct err *err)
{
	const char *path = cli_word(argc, argv, 1, flags), *consent = cli_option(argc, argv, "--consent");
	const char *class = cli_option(argc, argv, "--class"), *until = cli_option(argc, argv, "--until");
	struct evidence_said said = {.class = class ? evidence_class_find(view_of(class)) : KEPT_CONSENT,
		.audio_only = cli_flag(argc, argv, "--audio")};
	struct evidence evidence;

	if (path == NULL)
		return fail(err, ERR_INPUT, "which file?");
	if (said.class == KEPT_UNKNOWN)
		return fail(err, ERR_INPUT, "--class must be CONSENT, AGREEMENT, AUTHORITY or REQUEST");
	if (consent != NULL && !uuid_parse(consent, &said.consent))
		return fail(err, ERR_INPUT, "--consent: not a UUID");
	if (until != NULL && !instant_parse(until, &said.retention_until))
		return fail(err, ERR_INPUT, "--until: not a date");
	if (!evidence_put_path(command->db, &command->dir, path, &said, &command->who, &evidence, err))
		return false;
	print_hash(&evidence);
	if (evidence.known)
		printf("%s\n", say("recorded already"));
	return true;
}

static bool
get(struct command *command, int argc, char **argv, struct err *err)
{
	const char *hash = cli_word(argc, argv, 1, flags), *out = cli_option(argc, argv, "--out");
	const char *login = cli_option(argc, argv, "--as"), *reason = cli_option(argc, argv, "--reason");
	uint8_t sha256[SHA256_SIZE];
	struct person_read read = {.reading = READING_EVIDENCE_GET};
	struct evidence evidence;

	if (hash == NULL || out == NULL || login == NULL || reason == NULL || *reason == '\0')
		return fail(err, ERR_INPUT, "evidence get needs HASH, --out, --as and --reason");
	if (!hex_read(hash, sha256, sizeof(sha256)))
		return fail(err, ERR_INPUT, "%s is not a SHA-256", hash);
	if (strlen(reason) > 200)
		return fail(err, ERR_INPUT, "--reason is longer than 200 bytes");
	if (!staff_must(command->db, login, RIGHT_EVIDENCE, &command->who.who_id, err))
		return false;
	command->who.who_kind = "staff";
	struct outside_file file = {.kind = OUTSIDE_EVIDENCE, .path = out, .staff = command->who.who_id, .now = command->who.at};
	int64_t id;
	if (!person_read_of_evidence(command->db, sha256, &read, err))
		return false;
	file.tokens = buf_view(&read.tokens);
	if (!outside_file_add(command->db, &file, &id, err) || !reading_note(command->db, command->who.at, argc, argv, &read, err) ||
	    !evidence_get(command->db, &command->dir, sha256, out, reason, &command->who, &evidence, err) ||
	    !outside_file_end(command->db, id, out, command->who.at, err))
		return false;
	print_hash(&evidence);
	return true;
}

static void
print_fault(void *context, enum evidence_fault fault, const char *name, const char *reason)
{
	(void)context;
	switch (fault) {
	case FAULT_MISSING:
		printf(say("%s: its file is missing\n"), name);
		break;
	case FAULT_BROKEN:
		printf("%s: %s\n", name, say(reason));
		break;
	case FAULT_ORPHAN:
		printf(say("%s: a file without a row: nobody's, or destroyed\n"), name);
		break;
	default:
		printf(say("%s: not one of our files\n"), name);
	}
}

static bool
check(struct command *command, int argc, char **argv, struct err *err)
{
	int64_t files, faults;

	(void)argc;
	(void)argv;
	if (!evidence_check(command->db, &command->dir, print_fault, NULL, &files, &faults, err))
		return false;
	printf(say("evidence files: %lld, faults: %lld\n"), (long long)files, (long long)faults);
	return faults == 0 || fail(err, ERR_REFUSED, "the evidence is not whole");
}

static void
print_going(void *context, const struct evidence *evidence)
{
	(void)context;
	print_hash(evidence);
}

static bool
sweep(struct command *command, int argc, char **argv, struct err *err)
{
	bool dry = cli_flag(argc, argv, "--dry-run");
	int64_t count;

	if (!evidence_sweep(command->db, &command->dir, dry, &command->who, print_going, NULL, &count, err))
		return false;
	printf(dry ? say("would be destroyed: %lld\n") : say("destroyed: %lld\n"), (long long)count);
	return true;
}

static bool
rotate(struct command *command, int argc, char **argv, struct err *err)
{
	int64_t count;

	(void)argc;
	(void)argv;
	if (!evidence_rotate(command->db, &command->dir, &command->who, &count, err))
		return false;
	printf(say("keys wrapped anew: %lld\n"), (long long)count);
	return true;
}

static int
make_key(struct cli *cli, int argc, char **argv)
{
	const char *file = cli_option(argc, argv, "--file");
	const char *path = file ? file : cli->settings.evidence_key;
	struct err err = {0};

	if (!evidence_key_make(path, &err))
		return cli_fail(&err);
	printf("%s\n", path);
	return EXIT_DONE;
}

static const struct {
	const char *name;
	bool (*run)(struct command *command, int argc, char **argv, struct err *err);
} verbs[] = {
	{"add", add}, {"get", get}, {"check", check}, {"sweep", sweep}, {"rotate", rotate},
};

int
command_evidence(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags);
	struct command command = {.cli = cli};
	struct act act = {0};
	struct err err = {0};
	bool done;

	if (verb != NULL && strcmp(verb, "key") == 0)
		return make_key(cli, argc, argv);
	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name) != 0)
			continue;
		done = act_open(cli, argc, argv, &act, &err) && evidence_dir_open(&cli->settings, &command.dir, &err);
		command.db = act.db;
		command.who = act.who;
		done = done && verbs[i].run(&command, argc, argv, &err);
		evidence_dir_release(&command.dir);
		return act_close(&act, done, &err);
	}
	return cli_usage(usage);
}
