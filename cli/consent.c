/* consent.c - dozvon consent: what people agreed to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/lang.h"
#include "cli/act.h"
#include "cli/capture.h"
#include "cli/reading.h"
#include "compliance/consent_label.h"
#include "compliance/consent_store.h"
#include "compliance/policy.h"

static const char *const flags[] = {"--check", "--not-standalone", NULL};
static const char usage[] =
    "consent import FILE [--rejects FILE]\n"
    "       dozvon consent give --address A --code C --channels C,C --purposes P,P --entity INN --at TIME [--until TIME]\n"
    "              [--wording NAME --version N] [--identity LEVEL] [--signature KIND] [--standalone true|false]\n"
    "              [--processors NAME,NAME] [--evidence JSON] [--party ID] [--act ACT --consent ID] [--staff ID]\n"
    "       dozvon consent withdraw --address A --code C [--channel C] --path desk [--staff ID]\n"
    "       dozvon consent show --address A [--by LOGIN] [--reason TEXT]\n"
    "       dozvon consent state --address A [--valid-at T] [--known-at T] [--by LOGIN] [--reason TEXT]\n"
    "       dozvon consent expire --address A [--party ID] [--at T]     (the number is no longer that person's)\n"
    "       dozvon consent check\n"
    "       dozvon consent rebuild [--check]\n"
    "       dozvon consent capture --way paper|voice --form NAME --address A --staff ID [--yes N,N] [--no N,N] [--party ID]\n"
    "              paper: --scan FILE --identity-shown TEXT [--written]; voice: --recording FILE --offset MILLISECONDS\n"
    "              [--representative PARTY --authority TEXT]";

static bool
import(struct act *act, int argc, char **argv, struct err *err)
{
	const char *path = cli_word(argc, argv, 1, flags);
	struct consent_import sums;

	if (path == NULL)
		return fail(err, ERR_INPUT, "which file?");
	if (!consent_import(act->db, &act->key, path, cli_option(argc, argv, "--rejects"), &act->who, &sums, err))
		return false;
	printf(say("lines: %lld, recorded: %lld, known already: %lld, rejected: %lld, unproven: %lld\n"),
	    (long long)sums.lines, (long long)sums.recorded, (long long)sums.known, (long long)sums.rejected,
	    (long long)sums.unproven);
	for (int lack = 1; lack < LACK_COUNT; lack++)
		if (sums.lack[lack] > 0)
			printf("  %s: %lld\n", say(consent_lack_text((enum consent_lack)lack)), (long long)sums.lack[lack]);
	return true;
}

/* The options of `give` and the fields of an import line are the same thing said in two ways. */
static void
write_words(struct json *json, const char *name, const char *text)
{
	if (text == NULL)
		return;
	json_key(json, name);
	json_array(json);
	for (const char *end = text; *end != '\0'; text = end + 1) {
		end = text + strcspn(text, ",");
		json_view(json, (struct view){text, (size_t)(end - text)});
	}
	json_end(json);
}

static void
write_texts(struct json *json, int argc, char **argv)
{
	static const char *const names[][2] = {
		{"--address", "address"}, {"--code", "code"}, {"--entity", "entity_inn"}, {"--at", "at"},
		{"--until", "valid_until"}, {"--identity", "identity_level"}, {"--signature", "signature_kind"},
		{"--consent", "consent_id"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = cli_option(argc, argv, names[i][0]);
		if (value != NULL) {
			json_key(json, names[i][1]);
			json_text(json, value);
		}
	}
}

/* Values that are JSON by themselves: a wrong one makes the line "not a JSON object". */
static void
write_raw(struct json *json, const char *name, const char *value)
{
	if (value == NULL)
		return;
	json_key(json, name);
	json_raw(json, view_of(value));
}

static void
write_line(int argc, char **argv, struct buf *text)
{
	struct json json;
	const char *act = cli_option(argc, argv, "--act"), *wording = cli_option(argc, argv, "--wording");

	json_start_loose(&json, text);
	json_object(&json);
	json_key(&json, "act");
	json_text(&json, act ? act : "given");
	write_texts(&json, argc, argv);
	write_words(&json, "channels", cli_option(argc, argv, "--channels"));
	write_words(&json, "purposes", cli_option(argc, argv, "--purposes"));
	write_words(&json, "processors", cli_option(argc, argv, "--processors"));
	if (wording != NULL) {
		json_key(&json, "wording");
		json_object(&json);
		json_key(&json, "name");
		json_text(&json, wording);
		write_raw(&json, "version", cli_option(argc, argv, "--version"));
		json_end(&json);
	}
	write_raw(&json, "standalone", cli_option(argc, argv, "--standalone"));
	write_raw(&json, "party_id", cli_option(argc, argv, "--party"));
	write_raw(&json, "evidence", cli_option(argc, argv, "--evidence"));
	json_end(&json);
}

static bool
was_recorded(const struct consent_said *said, const struct consent_recorded *recorded, struct err *err)
{
	struct buf missing = {0};

	if (recorded->fate == FATE_NOBODY)
		return fail(err, ERR_ABSENT, "nobody in the lists holds this address");
	if (recorded->fate == FATE_SEVERAL)
		return fail(err, ERR_INPUT, "several contacts hold this address: add --party ID");
	if (recorded->fate == FATE_UNASKABLE)
		return fail(err, ERR_REFUSED, "the text is not approved: it cannot be asked with");
	if (recorded->fate == FATE_KNOWN)
		printf("%s\n", say("recorded already"));
	else if (recorded->lack != LACK_NOTHING)
		printf(say("recorded as unproven: %s\n"), say(consent_lack_text(recorded->lack)));
	else
		printf("%s\n", say("recorded"));
	if (recorded->fate == FATE_RECORDED && recorded->lack == LACK_EVIDENCE) {
		consent_said_missing(said, &missing);
		printf(say("missing in the evidence: %s\n"), missing.data);
	}
	buf_release(&missing);
	return true;
}

static bool
give(struct act *act, int argc, char **argv, struct err *err)
{
	struct buf text = {0};
	struct line line;
	struct consent_said said;
	struct consent_recorded recorded;

	write_line(argc, argv, &text);
	line_open(&line, buf_view(&text));
	bool done = consent_said_read(&line, &act->key, act->who.at, &said);
	if (!done)
		fail(err, ERR_INPUT, "%s: %s", line.field, say(line.reason));
	done = done && consent_add(act->db, &said, 1, &act->who, &recorded, err) && was_recorded(&said, &recorded, err);
	consent_said_release(&said);
	line_release(&line);
	buf_release(&text);
	return done;
}

static bool
withdraw(struct act *act, int argc, char **argv, struct err *err)
{
	const char *code = cli_option(argc, argv, "--code"), *channel = cli_option(argc, argv, "--channel");
	struct consent_withdrawal withdrawal = {.path = cli_option(argc, argv, "--path")};
	int64_t count;

	if (!act_address(act, argc, argv, &withdrawal.address, err))
		return false;
	withdrawal.code = consent_code_find(view_of(code ? code : ""));
	withdrawal.channel = channel_find(view_of(channel ? channel : ""));
	if (code != NULL && withdrawal.code == CONSENT_UNKNOWN)
		return fail(err, ERR_INPUT, "--code %s: expected PD_PROMO, AD_CHANNEL, COMM_SMS, COMM_AUTOCALL or HEALTH_WRITTEN", code);
	if (withdrawal.code == CONSENT_UNKNOWN || (channel != NULL && withdrawal.channel == CHANNEL_UNKNOWN) ||
	    withdrawal.path == NULL)
		return fail(err, ERR_INPUT, "withdraw needs --code, a known --channel and --path");
	if (!consent_withdraw(act->db, &withdrawal, &act->who, &count, err))
		return false;
	printf(say("consents withdrawn: %lld\n"), (long long)count);
	return true;
}

static void
print_words(uint16_t bits, int count, const char *(*name)(int word))
{
	const char *before = "";

	for (int word = 1; word < count; word++)
		if (bits & WORD_BIT(word)) {
			printf("%s%s", before, name(word));
			before = ", ";
		}
}

static const char *
channel_word(int word)
{
	return lang_get() == LANG_RU ? channel_russian((enum channel)word) : channel_name((enum channel)word);
}

static const char *
purpose_word(int word)
{
	return lang_get() == LANG_RU ? purpose_russian((enum purpose)word) : purpose_name((enum purpose)word);
}

/* The law's words of 1.12: EXPIRED follows from the instant. */
static void
print_state(const struct consent_fact *consent, int64_t now)
{
	bool expired = consent->state == CONSENT_STATE_ACTIVE && consent->valid_until != 0 && consent->valid_until <= now;

	printf("%s (%s)", expired ? "EXPIRED" : consent_state_name(consent->state),
	    expired ? "истекло" : consent_state_russian(consent->state));
}

static void
print_consents(void *context, int64_t party, const char *name, const struct consent_fact *consents, int count)
{
	const struct act *act = context;

	(void)name;	/* who may see it, asks elsewhere */
	printf(say("party %lld, consents: %d\n"), (long long)party, count);
	for (const struct consent_fact *c = consents; c < consents + count; c++) {
		char at[28] = "-", until[28] = "-";
		if (c->granted_at != 0)
			instant_format(c->granted_at, at);
		if (c->valid_until != 0)
			instant_format(c->valid_until, until);
		printf("  %-14s ", consent_code_name(c->code));
		print_state(c, act->who.at);
		printf("  INN %lld  %s .. %s  %s/%s  [", (long long)c->legal_entity_inn, at, until,
		    identity_level_name(c->identity), signature_kind_name(c->signature));
		print_words(c->channels, CHANNEL_COUNT, channel_word);
		printf("] [");
		print_words(c->purposes, PURPOSE_COUNT, purpose_word);
		printf("]\n");
	}
}

static bool
show(struct act *act, int argc, char **argv, struct err *err)
{
	struct address address;
	char mask[EMAIL_TEXT];

	if (!act_address(act, argc, argv, &address, err))
		return false;
	struct person_read read = {.reading = READING_CONSENT_SHOW};
	person_read_add(&read, (struct view){(const char *)address.token, TOKEN_SIZE});
	if (!reading_note(act->db, act->who.at, argc, argv, &read, err))
		return false;
	address_mask(&address, mask);
	printf("%s\n", mask);
	return consent_shown(act->db, &address, print_consents, act, err);
}

/* What is asked of the past: when it held, by what we knew when, and the law's figures. */
struct asked {
	int64_t valid, known;
	struct consent_terms terms;
};

static void
print_state_at(void *context, int64_t party, int64_t confirmed_at, const struct consent_fact *consents, int count)
{
	const struct asked *asked = context;

	printf(say("party %lld, consents: %d\n"), (long long)party, count);
	for (const struct consent_fact *c = consents; c < consents + count; c++) {
		enum consent_label label = consent_label_of(c, asked->valid, confirmed_at, &asked->terms);
		printf("  %-14s %s (%s)  INN %lld  [", consent_code_name(c->code), consent_label_name(label),
		    say(consent_label_text(label)), (long long)c->legal_entity_inn);
		print_words(c->channels, CHANNEL_COUNT, channel_word);
		printf("] [");
		print_words(c->purposes, PURPOSE_COUNT, purpose_word);
		printf("]\n");
	}
}

static bool
state(struct act *act, int argc, char **argv, struct err *err)
{
	const char *valid = cli_option(argc, argv, "--valid-at"), *known = cli_option(argc, argv, "--known-at");
	struct asked asked = {.valid = act->who.at, .known = act->who.at};
	struct address address;

	if (!act_address(act, argc, argv, &address, err))
		return false;
	if ((valid != NULL && !instant_parse(valid, &asked.valid)) || (known != NULL && !instant_parse(known, &asked.known)))
		return fail(err, ERR_INPUT, "--valid-at and --known-at are instants or days");
	struct policy *policy = policy_load(act->settings->policy, act->who.at, err);
	if (policy == NULL)
		return false;
	asked.terms = (struct consent_terms){policy->legacy_before, policy->confirm_months};
	policy_free(policy);
	struct person_read read = {.reading = READING_CONSENT_STATE};
	person_read_add(&read, (struct view){(const char *)address.token, TOKEN_SIZE});
	if (!reading_note(act->db, act->who.at, argc, argv, &read, err))
		return false;
	return consent_shown_at(act->db, &address, asked.valid, asked.known, print_state_at, &asked, err);
}

static bool
expire(struct act *act, int argc, char **argv, struct err *err)
{
	const char *at = cli_option(argc, argv, "--at"), *party = cli_option(argc, argv, "--party");
	int64_t since = act->who.at, count;
	struct address address;

	if (!act_address(act, argc, argv, &address, err))
		return false;
	if (at != NULL && (!instant_parse(at, &since) || since > act->who.at))
		return fail(err, ERR_INPUT, "--at is an instant or a day, not in the future");
	if (!consent_expire(act->db, &address, party ? strtoll(party, NULL, 10) : 0, since, "NUMBER_CHANGED", &act->who,
	    &count, err))
		return false;
	printf(say("consents ended: %lld\n"), (long long)count);
	return true;
}

static bool
check(struct act *act, int argc, char **argv, struct err *err)
{
	int64_t points, different;

	(void)argc;
	(void)argv;
	if (!consent_rebuild(act->db, true, &points, &different, err))
		return false;
	printf(say("addresses: %lld, different: %lld\n"), (long long)points, (long long)different);
	return different == 0 ||
	    fail(err, ERR_REFUSED, "stored states differ from their events: run \"dozvon consent rebuild\"");
}

static bool
rebuild(struct act *act, int argc, char **argv, struct err *err)
{
	bool check = cli_flag(argc, argv, "--check");
	int64_t points, different;

	if (!consent_rebuild(act->db, check, &points, &different, err))
		return false;
	printf(say("addresses: %lld, different: %lld\n"), (long long)points, (long long)different);
	if (check && different > 0)
		return fail(err, ERR_REFUSED, "stored states differ from their events: run \"dozvon consent rebuild\"");
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct act *act, int argc, char **argv, struct err *err);
} verbs[] = {
	{"import", import}, {"give", give}, {"withdraw", withdraw}, {"show", show}, {"state", state},
	{"expire", expire}, {"check", check}, {"rebuild", rebuild},
	{"capture", capture_command},
};

int
command_consent(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags);
	struct act act;
	struct err err = {0};

	for (size_t i = 0; verb != NULL && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name) != 0)
			continue;
		bool done = act_open(cli, argc, argv, &act, &err) && verbs[i].run(&act, argc, argv, &err);
		return act_close(&act, done, &err);
	}
	return cli_usage(usage);
}
