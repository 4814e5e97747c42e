/*
 * campaign_show.c - dozvon campaign show: from the rows of the lists to what became of each target.
 *
 * Every row and every target stands in exactly one line, so the lines of a step add up to the one it began with.
 */
#include <stdarg.h>
#include <stdio.h>

#include "base/lang.h"
#include "cli/campaign.h"
#include "cli/cli.h"
#include "compliance/rule.h"
#include "dialer/campaign_report.h"

void
campaign_count_print(const char *indent, int64_t count, const char *format, ...)
{
	char text[400];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	printf("%9lld  %s%s\n", (long long)count, indent, text);
}

const char *
campaign_said(const char *name, const char *russian)
{
	return lang_get() == LANG_EN ? name : russian;
}

static const char *
attempt_said(enum attempt_state state)
{
	return campaign_said(attempt_state_name(state), attempt_state_russian(state));
}

static void
print_rule(const struct report_line *line)
{
	const struct rule *rule = rule_find(line->rule);

	campaign_count_print("  ", line->count, "%s %s", rule ? rule->id : "", reason_says((enum reason)line->reason, lang_get()));
}

static void
print_rows(const struct campaign_report *report)
{
	campaign_count_print("", report->file_rows, "%s", say("rows in the lists"));
	campaign_count_print("- ", report->rejected_rows, "%s", say("rejected by the import (reject file)"));
	campaign_count_print("- ", report->duplicate_rows, "%s", say("repeats of a person within a list"));
	if (report->named != report->parties)
		campaign_count_print("- ", report->named - report->parties, "%s", say("repeats of a person in another list"));
	campaign_count_print("= ", report->parties, "%s", say("persons and companies"));
	campaign_count_print("- ", report->unreached, "%s", say("without an address for this channel"));
	if (report->visitors > 0)
		campaign_count_print("+ ", report->visitors, "%s", say("came by a form of consents"));
	campaign_count_print("= ", report->audience, "%s", say("targets"));
}

static void
print_state(const struct campaign_report *report, enum target_state state)
{
	campaign_count_print("", report->state[state], "%s", campaign_said(target_state_name(state), target_state_russian(state)));
	for (int i = 0; i < report->lines; i++) {
		const struct report_line *line = &report->line[i];
		if (line->state != state)
			continue;
		if (line->rule != 0)
			print_rule(line);
		else if (line->result != ATTEMPT_NONE)
			campaign_count_print("  ", line->count, "%s", attempt_said(line->result));
		else
			campaign_count_print("  ", line->count, "%s", say("without attempts"));
	}
}

static void
print_attempts(const struct campaign_report *report)
{
	campaign_count_print("", report->attempts, "%s", say("attempts (clearances)"));
	for (int state = 1; state < ATTEMPT_STATES; state++)
		if (report->attempt[state] > 0)
			campaign_count_print("  ", report->attempt[state], "%s", attempt_said((enum attempt_state)state));
}

static bool
print_report(const struct campaign *campaign, const struct campaign_report *report)
{
	bool planned = campaign->state != CAMPAIGN_DRAFT && campaign->state != CAMPAIGN_APPROVED &&
	    campaign->state != CAMPAIGN_PLANNING;
	bool right = !planned || campaign_report_adds_up(report);

	printf(say("\nCampaign %lld \"%s\": %s, %s, %s\n"), (long long)campaign->id, campaign->name,
	    campaign_said(purpose_name(campaign->purpose), purpose_russian(campaign->purpose)),
	    campaign_said(channel_name(campaign->channel), channel_russian(campaign->channel)),
	    campaign_said(campaign_state_name(campaign->state), campaign_state_russian(campaign->state)));
	if (!planned) {
		campaign_count_print("", report->file_rows, "%s", say("rows in the lists; there is no plan yet"));
		return true;
	}
	print_rows(report);
	for (int state = 0; state < TARGET_STATES; state++)
		if (report->state[state] > 0)
			print_state(report, (enum target_state)state);
	printf("           %s\n", right ? say("adds up: each row and each target stands in one line of the report") : say("DOES NOT ADD UP"));
	print_attempts(report);
	return right;
}

int
campaign_print(struct db *db, int64_t id)
{
	struct campaign campaign;
	struct campaign_report report;
	struct err err;

	if (!campaign_load(db, id, &campaign, &err))
		return cli_fail(&err);
	bool loaded = campaign_report_load(db, id, &report, &err);
	bool right = loaded && print_report(&campaign, &report);
	campaign_release(&campaign);
	return !loaded ? cli_fail(&err) : right ? EXIT_DONE : EXIT_NO;
}
