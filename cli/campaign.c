/* campaign.c - dozvon campaign: create, approve, move, look at. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "campaigns/campaign.h"
#include "base/email.h"
#include "base/lang.h"
#include "base/phone.h"
#include "cli/cli.h"
#include "compliance/rule.h"
#include "dialer/campaign_report.h"
#include "dialer/plan.h"

static const char usage[] =
    "campaign create FILE --by LOGIN | approve|start|pause|resume|stop ID --by LOGIN | plan ID --dry-run | list | show ID | unknown ID | watch ID...";
static const char *const flags[] = {"--dry-run", NULL};

static int
create(struct cli *cli, struct db *db, const char *path, const char *login)
{
	struct err err = {0};
	int64_t id;

	if (!campaign_create(db, path, login, cli->now, &id, &err))
		return cli_fail(&err);
	printf("%lld\n", (long long)id);
	return EXIT_DONE;
}

typedef bool mover(struct db *db, int64_t id, const char *login, int64_t now, struct err *err);

static mover *
mover_find(const char *verb)
{
	static const struct {
		const char *verb;
		mover *move;
	} movers[] = {{"approve", campaign_approve}, {"start", campaign_start}, {"pause", campaign_pause},
		{"resume", campaign_resume}, {"stop", campaign_stop}};

	for (size_t i = 0; i < sizeof(movers) / sizeof(movers[0]); i++)
		if (strcmp(movers[i].verb, verb) == 0)
			return movers[i].move;
	return NULL;
}

static int
list(struct db *db)
{
	struct err err;
	struct rows *rows;

	if (!db_run(db, QUERY_CAMPAIGN_LIST, NULL, &rows, &err))
		return cli_fail(&err);
	for (int i = 0; i < rows_count(rows); i++)
		printf("%lld\t%s\t%s\t%s\t%s\t%lld\n", (long long)rows_int(rows, i, 0), rows_text(rows, i, 1),
		    rows_text(rows, i, 2), rows_text(rows, i, 3), rows_text(rows, i, 4), (long long)rows_int(rows, i, 6));
	rows_free(rows);
	return EXIT_DONE;
}

static void
print_count(const char *indent, int64_t count, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void
print_count(const char *indent, int64_t count, const char *format, ...)
{
	char text[400];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	printf("%9lld  %s%s\n", (long long)count, indent, text);
}

static void
print_rule(const struct report_line *line)
{
	const struct rule *rule = rule_find(line->rule);
	print_count("  ", line->count, "%s %s", rule ? rule->id : "", reason_says((enum reason)line->reason, lang_get()));
}

/* Every list row and every target stands in exactly one line, so the lines add up to the last one. */
static void
print_report(const struct campaign *campaign, const struct campaign_report *report)
{
	printf("\nКампания %lld «%s»: %s, %s, %s\n", (long long)campaign->id, campaign->name,
	    purpose_russian(campaign->purpose), channel_russian(campaign->channel), campaign_state_name(campaign->state));
	print_count("", report->file_rows, "строк в списках");
	print_count("", report->rejected_rows, "отвергнуто при загрузке (файл отказов)");
	print_count("", report->duplicate_rows, "повторов одного человека");
	print_count("", report->audience, "адресатов с подходящим адресом");
	for (int state = 0; state < TARGET_STATES; state++) {
		if (report->state[state] == 0)
			continue;
		print_count("", report->state[state], "%s", target_state_russian((enum target_state)state));
		for (int i = 0; i < report->lines; i++) {
			if ((int)report->line[i].state != state)
				continue;
			if (report->line[i].rule != 0)
				print_rule(&report->line[i]);
			else if (report->line[i].result != ATTEMPT_NONE)
				print_count("  ", report->line[i].count, "%s", attempt_state_russian(report->line[i].result));
		}
	}
	int64_t sum = 0;
	for (int state = 0; state < TARGET_STATES; state++)
		sum += report->state[state];
	print_count("", sum, "итого адресатов: %s", sum == report->audience ? "сходится" : "НЕ СХОДИТСЯ");
	print_count("", report->attempts, "попыток (допусков)");
	for (int state = 1; state < ATTEMPT_STATES; state++)
		if (report->attempt[state] > 0)
			print_count("  ", report->attempt[state], "%s", attempt_state_russian((enum attempt_state)state));
}

static int
show(struct db *db, int64_t id)
{
	struct campaign campaign;
	struct campaign_report report;
	struct err err;

	if (!campaign_load(db, id, &campaign, &err))
		return cli_fail(&err);
	bool loaded = campaign_report_load(db, id, &report, &err);
	if (loaded)
		print_report(&campaign, &report);
	campaign_release(&campaign);
	return loaded ? EXIT_DONE : cli_fail(&err);
}

/* Whose attempt ended nobody knows how: an address a line, masked, for a person to decide about. */
static int
unknown(struct db *db, int64_t id)
{
	struct args args;
	struct rows *rows;
	struct err err;

	args_init(&args);
	args_int(&args, id);
	bool run = db_run(db, QUERY_CAMPAIGN_UNKNOWN, &args, &rows, &err);
	args_release(&args);
	if (!run)
		return cli_fail(&err);
	for (int i = 0; i < rows_count(rows); i++) {
		char masked[EMAIL_TEXT] = "-", since[28], ask[28] = "-";
		if (strcmp(rows_text(rows, i, 2), "PHONE") == 0)
			phone_mask(rows_text(rows, i, 1), masked);
		else if (!rows_is_null(rows, i, 1))
			email_mask(rows_text(rows, i, 1), masked);
		instant_format(rows_time(rows, i, 5), since);
		if (!rows_is_null(rows, i, 6))
			instant_format(rows_time(rows, i, 6), ask);
		printf("%lld\t%s\t%s\t%s\t%s\t%s\n", (long long)rows_int(rows, i, 0), masked, rows_text(rows, i, 3),
		    rows_text(rows, i, 4), since, ask);
	}
	rows_free(rows);
	return EXIT_DONE;
}

static int
plan(struct cli *cli, struct db *db, int64_t id)
{
	struct err err;
	struct campaign campaign;
	struct plan_result result;
	struct policy *policy = policy_load(cli->settings.policy, cli->now, &err);
	struct regions *regions = policy ? regions_load(cli->settings.regions, &err) : NULL;
	struct contracts *contracts = regions ? contracts_load(cli->settings.contracts, &err) : NULL;
	bool loaded = contracts != NULL && campaign_load(db, id, &campaign, &err);
	const struct contract *contract = loaded ? contract_find(contracts, campaign.provider) : NULL;

	if (loaded && contract == NULL)
		fail(&err, ERR_INPUT, "there is no contract with provider %s", campaign.provider);
	struct db *past = contract ? cli_db(cli, &err) : NULL;
	bool planned = past != NULL && plan_campaign(db, past, NULL, &campaign, policy, regions, contract, "cli", cli->now,
	    &result, &err);
	if (planned) {
		for (int outcome = 1; outcome < OUTCOME_COUNT; outcome++)
			print_count("", result.outcome[outcome], "%s", outcome_russian((enum outcome)outcome));
		for (int rule = 0; rule < 256; rule++)
			if (result.reason[rule][0] + result.reason[rule][1] > 0)
				print_count("  ", result.reason[rule][0] + result.reason[rule][1], "%s %s",
				    rule_find((uint8_t)rule)->id, rule_find((uint8_t)rule)->russian);
		print_count("", result.audience, "адресатов");
	}
	db_close(past);
	if (loaded)
		campaign_release(&campaign);
	contracts_free(contracts);
	regions_free(regions);
	policy_free(policy);
	return planned ? EXIT_DONE : cli_fail(&err);
}

/* What has been decided, and what could still happen now: the length of the bar. */
static void
draw_bar(const struct campaign *campaign, const struct campaign_report *report, double seconds)
{
	int64_t open = report->state[TARGET_DUE] + report->state[TARGET_HELD] + report->state[TARGET_CARD];
	int64_t ended = report->audience - open;
	double rate = seconds > 0 ? (double)report->attempts / seconds : 0;
	int width = 24;
	int full = report->audience > 0 ? (int)(width * ended / report->audience) : 0;

	printf("%-3lld %-22.22s [", (long long)campaign->id, campaign->name);
	for (int i = 0; i < width; i++)
		fputs(i < full ? "#" : ".", stdout);
	printf("] %7lld/%lld  %6.0f/с", (long long)ended, (long long)report->audience, rate);
	if (open > 0 && rate > 1)
		printf("  ~%.0f с", (double)open / rate);
	printf("  %-12s\033[K\n", campaign_state_name(campaign->state));
}

enum { WATCH_MAX = 16, QUIET_TURNS = 8 };

/* Until each is finished, or nothing has moved for some turns: the rest waits for its hour, an agent or a report. */
static int
watch(struct db *db, const int64_t *ids, int count)
{
	int64_t started = clock_monotonic(), before = -1;
	int quiet = 0;
	bool first = true, live = isatty(STDOUT_FILENO);

	for (;;) {
		int64_t sum = 0;
		int running = 0;
		double seconds = (double)(clock_monotonic() - started) / SECOND;
		if (!first && live)
			printf("\033[%dA", count);
		for (int i = 0; i < count; i++) {
			struct campaign campaign;
			struct campaign_report report;
			struct err err;
			if (!campaign_load(db, ids[i], &campaign, &err) || !campaign_report_load(db, ids[i], &report, &err))
				return cli_fail(&err);
			if (live)
				draw_bar(&campaign, &report, seconds);
			running += campaign.state == CAMPAIGN_RUNNING || campaign.state == CAMPAIGN_PLANNING;
			for (int state = 0; state < TARGET_STATES; state++)
				sum = sum * 31 + report.state[state];
			for (int state = 0; state < ATTEMPT_STATES; state++)
				sum = sum * 31 + report.attempt[state];
			campaign_release(&campaign);
		}
		fflush(stdout);
		quiet = sum == before ? quiet + 1 : 0;
		before = sum;
		first = false;
		if (running == 0 || quiet >= QUIET_TURNS)
			return EXIT_DONE;
		poll(NULL, 0, 500);
	}
}

static int
with_ids(struct cli *cli, struct db *db, const char *verb, int argc, char **argv)
{
	const char *login = cli_option(argc, argv, "--by");
	int64_t ids[WATCH_MAX];
	int count = 0;
	const char *word;

	while (count < WATCH_MAX && (word = cli_word(argc, argv, 1 + count, flags)) != NULL)
		ids[count++] = strtoll(word, NULL, 10);
	if (count == 0)
		return cli_usage(usage);
	if (strcmp(verb, "show") == 0)
		return show(db, ids[0]);
	if (strcmp(verb, "unknown") == 0)
		return unknown(db, ids[0]);
	if (strcmp(verb, "watch") == 0)
		return watch(db, ids, count);
	if (strcmp(verb, "plan") == 0 && cli_flag(argc, argv, "--dry-run"))
		return plan(cli, db, ids[0]);
	mover *move = mover_find(verb);
	struct err err;
	if (move == NULL || login == NULL)
		return cli_usage(usage);
	return move(db, ids[0], login, cli->now, &err) ? EXIT_DONE : cli_fail(&err);
}

int
command_campaign(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags);
	const char *path = cli_word(argc, argv, 1, flags), *login = cli_option(argc, argv, "--by");
	struct err err = {0};

	if (verb == NULL || (strcmp(verb, "create") == 0 && (path == NULL || login == NULL)))
		return cli_usage(usage);
	struct db *db = cli_db(cli, &err);
	if (db == NULL)
		return cli_fail(&err);
	int code;
	if (strcmp(verb, "create") == 0)
		code = create(cli, db, path, login);
	else if (strcmp(verb, "list") == 0)
		code = list(db);
	else
		code = with_ids(cli, db, verb, argc, argv);
	db_close(db);
	return code;
}
