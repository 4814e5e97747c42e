/* contact.c - one order to reach one person. */
#include "tests/twin/contact.h"

#include <stdio.h>

#include "base/clock.h"

/* The dice's numbers: faults at their own, how long at 64 more, then these. */
enum { DRAW_LONG = 64, DRAW_OUTCOME = 128, DRAW_AT_ONCE, DRAW_DUE, DRAW_STEP, DRAW_HOOK = 256, DRAW_EACH_HOOK = 8 };

struct view
address_plain(struct view address)
{
	while (address.len > 0 && (*address.data == '+' || *address.data == ' ')) {
		address.data++;
		address.len--;
	}
	return address;
}

static bool
strikes(const struct contact *contact, enum fault_kind kind)
{
	return fault_strikes(&contact->script->fault[kind], &contact->dice, kind, contact->n);
}

static int64_t
how_long(const struct contact *contact, enum fault_kind kind)
{
	const struct fault *fault = &contact->script->fault[kind];
	return dice_between(&contact->dice, DRAW_LONG + kind, fault->min_ms * 1000, fault->max_ms * 1000);
}

static enum outcome
draw_outcome(const struct exchange *exchange, const struct contact *contact)
{
	enum outcome outcome = script_address(exchange->twin->script, contact->address);
	double x = dice_share(&contact->dice, DRAW_OUTCOME);

	if (outcome != OUTCOMES)
		return outcome;
	for (int i = OUTCOME_DELIVERED + 1; i < OUTCOMES; i++) {
		x -= contact->script->outcome[i];
		if (x < 0)
			return (enum outcome)i;
	}
	return OUTCOME_DELIVERED;
}

/*
 * The chance of a request hangs on its number, so a run repeats when the order
 * of requests does; where addresses are followed it hangs on the address, so
 * it repeats in any order.
 */
static void
meet(struct exchange *exchange, struct contact *contact)
{
	struct twin *twin = exchange->twin;
	uint64_t subject = (uint64_t)exchange->part + 1;

	contact->n = ++twin->orders[exchange->part];
	if (!ledger_follows(twin->ledger)) {
		contact->dice = dice_of(twin->seed, subject, contact->n);
		return;
	}
	struct followed *followed = ledger_follow(twin->ledger, contact->address);
	followed->realtime = exchange->realtime;
	followed->monotonic = exchange->now;
	followed->times++;
	contact->dice = dice_of(twin->seed, subject ^ followed->address, followed->times);
}

/* Faults that keep the order from being processed, or hide that it was. */
static enum taken
fail_before(struct exchange *exchange, const struct contact *contact)
{
	const struct fault *fault = contact->script->fault;

	if (strikes(contact, FAULT_THROTTLED)) {
		exchange->counts->throttled++;
		buf_add_format(exchange->headers, "Retry-After: %d\r\n", fault[FAULT_THROTTLED].retry_after);
		answer(exchange, 429, "text/plain", "Too Many Requests");
		return TAKEN_NOT;
	}
	if (strikes(contact, FAULT_SERVER_ERROR) && !fault[FAULT_SERVER_ERROR].processed) {
		exchange->counts->server_errors++;
		answer(exchange, fault[FAULT_SERVER_ERROR].status, "text/html", "<html>server error</html>");
		return TAKEN_NOT;
	}
	if (strikes(contact, FAULT_ERROR_IN_200)) {
		exchange->counts->errors_in_200++;
		return TAKEN_ERROR_IN_200;
	}
	return TAKEN;
}

static void
fail_after(struct exchange *exchange, const struct contact *contact)
{
	struct counts *counts = exchange->counts;

	if (strikes(contact, FAULT_SLOW)) {
		counts->slow++;
		exchange->hold += how_long(contact, FAULT_SLOW);
	}
	if (strikes(contact, FAULT_ANSWER_LOST)) {
		counts->lost_answers++;
		exchange->delivery = DELIVER_NOTHING;
	} else if (strikes(contact, FAULT_ANSWER_CUT)) {
		counts->cut_answers++;
		exchange->delivery = DELIVER_HALF;
	} else if (strikes(contact, FAULT_SILENT)) {
		counts->silent++;
		exchange->delivery = DELIVER_NEVER;
	}
}

static void
plan_hooks(struct exchange *exchange, struct contact *contact)
{
	const struct part_script *script = contact->script;
	int64_t min = script->min_delay_ms * 1000, max = script->max_delay_ms * 1000;

	contact->due = exchange->now + dice_between(&contact->dice, DRAW_DUE, min, max);
	contact->step = dice_between(&contact->dice, DRAW_STEP, min, max);
	contact->reordered = strikes(contact, FAULT_HOOK_REORDERED);
	exchange->counts->hooks_reordered += contact->reordered;
	if (strikes(contact, FAULT_HOOK_LATE)) {
		exchange->counts->hooks_late++;
		contact->due += how_long(contact, FAULT_HOOK_LATE);
	}
	if (strikes(contact, FAULT_HOOK_EARLY)) {
		exchange->counts->hooks_early++;
		contact->due = exchange->now;
		contact->step = 0;
		exchange->hold += how_long(contact, FAULT_HOOK_EARLY);
	}
}

enum taken
contact_take(struct exchange *exchange, struct view attempt, struct view address, struct contact *out)
{
	struct counts *counts = exchange->counts;

	*out = (struct contact){.attempt = attempt, .address = address_plain(address)};
	out->script = script_part(exchange->twin->script, exchange->part);
	meet(exchange, out);
	enum taken taken = fail_before(exchange, out);
	if (taken != TAKEN)
		return taken;
	out->seen = ledger_add(exchange->twin->ledger, exchange->part, attempt, exchange->realtime);
	counts->processed++;
	counts->distinct += out->seen->times == 1;
	counts->twice += out->seen->times == 2;
	out->outcome = draw_outcome(exchange, out);
	out->at_once = dice_share(&out->dice, DRAW_AT_ONCE) < out->script->at_once;
	plan_hooks(exchange, out);
	fail_after(exchange, out);
	return TAKEN;
}

int64_t
contact_due(const struct contact *contact, int i, int n)
{
	return contact->due + contact->step * (contact->reordered ? n - 1 - i : i);
}

void
contact_hook(struct exchange *exchange, const struct contact *contact, int i, int n, const struct hook_order *order)
{
	const struct fault *fault = contact->script->fault;
	unsigned draw = DRAW_HOOK + (unsigned)i * DRAW_EACH_HOOK;
	int64_t due = contact_due(contact, i, n);

	if (fault_strikes(&fault[FAULT_HOOK_LOST], &contact->dice, draw, contact->n)) {
		exchange->counts->hooks_lost++;
		return;
	}
	hooks_send(exchange->twin->hooks, exchange->counts, order, due);
	if (fault_strikes(&fault[FAULT_HOOK_REPEATED], &contact->dice, draw + 1, contact->n)) {
		exchange->counts->hooks_repeated++;
		due += dice_between(&contact->dice, draw + 2, fault[FAULT_HOOK_REPEATED].min_ms * 1000,
		    fault[FAULT_HOOK_REPEATED].max_ms * 1000);
		hooks_send(exchange->twin->hooks, exchange->counts, order, due);
	}
}

bool
contact_forged(struct exchange *exchange, const struct contact *contact, enum outcome *outcome, int64_t *due)
{
	if (!strikes(contact, FAULT_HOOK_FORGED))
		return false;
	exchange->counts->hooks_forged++;
	*outcome = contact_reached(contact) ? OUTCOME_OPTED_OUT : OUTCOME_DELIVERED;
	*due = exchange->now + how_long(contact, FAULT_HOOK_FORGED);
	return true;
}

void
contact_settle(const struct exchange *exchange, const struct contact *contact, int n)
{
	int64_t after = (contact_due(contact, n - 1, n) - exchange->now) / 10000;

	contact->seen->outcome = (uint8_t)contact->outcome;
	contact->seen->final_after = after < 0 ? 0 : after > UINT16_MAX ? UINT16_MAX : (uint16_t)after;
}

bool
contact_reached(const struct contact *contact)
{
	return contact->outcome == OUTCOME_DELIVERED || contact->outcome == OUTCOME_READ;
}

static void
split_time(int64_t realtime, int date[3], int64_t *second)
{
	int64_t day = realtime / DAY;

	day_date(day, &date[0], &date[1], &date[2]);
	*second = (realtime - day * DAY) / SECOND;
}

void
moscow_text(int64_t realtime, char text[24])
{
	int date[3];
	int64_t second;

	split_time(realtime + 3 * HOUR, date, &second);
	snprintf(text, 24, "%02u.%02u.%04u %02u:%02u:%02u", (unsigned)date[2] % 100, (unsigned)date[1] % 100,
	    (unsigned)date[0] % 10000, (unsigned)(second / 3600) % 24, (unsigned)(second / 60 % 60),
	    (unsigned)(second % 60));
}

void
utc_text(int64_t realtime, char text[24])
{
	int date[3];
	int64_t second;

	split_time(realtime, date, &second);
	snprintf(text, 24, "%04u-%02u-%02u %02u:%02u:%02u", (unsigned)date[0] % 10000, (unsigned)date[1] % 100,
	    (unsigned)date[2] % 100, (unsigned)(second / 3600) % 24, (unsigned)(second / 60 % 60),
	    (unsigned)(second % 60));
}
