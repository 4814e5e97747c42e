/*
 * campaign_watch.c - dozvon campaign watch: a bar a campaign on a terminal, a line a campaign every few seconds elsewhere.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/campaign.h"
#include "cli/cli.h"
#include "dialer/campaign_report.h"

enum { BAR = 24, NAME = 24, LOOK_MS = 500, LINE_EVERY = 3 };

struct watched {
	struct campaign campaign;
	struct campaign_waiting waiting;
	int64_t audience, attempts, delivered;
	int64_t first_attempts;		/* when the watch began */
	bool seen;
};

static bool
load(struct db *db, int64_t id, struct watched *out, struct err *err)
{
	struct campaign_report report;

	if (!campaign_load(db, id, &out->campaign, err))
		return false;
	if (!campaign_progress_load(db, id, &report, err) ||
	    !campaign_waiting_load(db, id, clock_read(), &out->waiting, err)) {
		campaign_release(&out->campaign);
		return false;
	}
	out->audience = report.audience;
	out->attempts = report.attempts;
	out->delivered = report.attempt[ATTEMPT_DELIVERED] + report.attempt[ATTEMPT_COMPLETED];
	if (!out->seen)
		out->first_attempts = out->attempts;
	out->seen = true;
	return true;
}

/* What may still happen without a person. */
static bool
moves(const struct watched *watched)
{
	return watched->campaign.state == CAMPAIGN_PLANNING || watched->waiting.held > 0 ||
	    (watched->campaign.state == CAMPAIGN_RUNNING && watched->waiting.due > 0);
}

static void
print_padded(const char *text, int width)
{
	int characters = 0;

	for (; *text != '\0'; text++) {
		characters += ((unsigned char)*text & 0xC0) != 0x80;
		if (characters > width)
			break;
		putchar(*text);
	}
	for (; characters < width; characters++)
		putchar(' ');
}

static void
print_bar(const struct watched *watched)
{
	int64_t open = watched->waiting.held + watched->waiting.due + watched->waiting.cards;
	int full = watched->audience > 0 ? (int)(BAR * (watched->audience - open) / watched->audience) : 0;

	putchar('[');
	for (int i = 0; i < BAR; i++)
		putchar(i < full ? '#' : '.');
	printf(say("] %6lld of %-6lld"), (long long)(watched->audience - open), (long long)watched->audience);
}

static void
print_one(const struct watched *watched, double seconds)
{
	const struct campaign_waiting *waiting = &watched->waiting;
	double rate = seconds > 0 ? (double)(watched->attempts - watched->first_attempts) / seconds : 0;

	printf("%3lld ", (long long)watched->campaign.id);
	print_padded(watched->campaign.name, NAME);
	print_bar(watched);
	printf(say("  attempts %lld, arrived %lld"), (long long)watched->attempts, (long long)watched->delivered);
	if (waiting->due > 0 && rate >= 1)
		printf(say(", %.0f/s, ~%.0f s to go"), rate, 0.5 + (double)waiting->due / rate);
	if (waiting->held > 0)
		printf(say(", answers awaited %lld"), (long long)waiting->held);
	if (waiting->cards > 0)
		printf(say(", cards with agents %lld"), (long long)waiting->cards);
	if (waiting->later > 0)
		printf(say(", later %lld"), (long long)waiting->later);
	printf("  %s", campaign_said(campaign_state_name(watched->campaign.state), campaign_state_russian(watched->campaign.state)));
}

static void
draw(const struct watched *watched, int count, double seconds, bool live)
{
	for (int i = 0; i < count; i++) {
		print_one(&watched[i], seconds);
		fputs(live ? "\033[K\n" : "\n", stdout);
	}
	fflush(stdout);
}

static int
load_all(struct db *db, const int64_t *ids, int count, struct watched *watched, bool *moving)
{
	struct err err;

	*moving = false;
	for (int i = 0; i < count; i++) {
		if (!load(db, ids[i], &watched[i], &err))
			return cli_fail(&err);
		*moving |= moves(&watched[i]);
	}
	return EXIT_DONE;
}

static void
release_all(struct watched *watched, int count)
{
	for (int i = 0; i < count; i++)
		campaign_release(&watched[i].campaign);
}

int
campaign_follow(struct db *db, const int64_t *ids, int count)
{
	static struct watched watched[CAMPAIGN_WATCH_MAX];
	int64_t started = clock_monotonic(), drawn_at = 0;
	bool live = isatty(STDOUT_FILENO), moving = true;

	for (int turn = 0; moving; turn++) {
		if (turn > 0)
			poll(NULL, 0, LOOK_MS);
		int code = load_all(db, ids, count, watched, &moving);
		if (code != EXIT_DONE)
			return code;
		int64_t now = clock_monotonic();
		if (live && turn > 0)
			printf("\033[%dA", count);
		if (live || !moving || now - drawn_at >= LINE_EVERY * SECOND) {
			draw(watched, count, (double)(now - started) / SECOND, live);
			drawn_at = now;
		}
		release_all(watched, count);
	}
	return EXIT_DONE;
}
