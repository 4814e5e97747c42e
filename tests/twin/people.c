/* people.c - the persons at the other end: they write back, click, and have their mail scanned. */
#include "tests/twin/contact.h"

static const char *const stops[] = {"СТОП", "стоп", "Стоп.", "STOP", "отпишите меня"};
static const char *const refusals[] = {"не звоните мне больше", "Не звоните", "больше не пишите и не звоните!"};
static const char *const others[] = {"Спасибо, приду", "а сколько стоит?", "Перенесите на завтра, пожалуйста"};

enum { DRAW_TEXT = 192, DRAW_LONG = 200 };

static bool
moved(const struct contact *contact, enum fault_kind kind, int n, int64_t *due)
{
	const struct fault *fault = &contact->script->fault[kind];

	if (!contact_reached(contact) || !fault_strikes(fault, &contact->dice, kind, contact->n))
		return false;
	*due = contact_due(contact, contact->reordered ? 0 : n - 1, n) +
	    dice_between(&contact->dice, DRAW_LONG + kind, fault->min_ms * 1000, fault->max_ms * 1000);
	return true;
}

bool
people_reply(const struct contact *contact, int n, struct reply *out)
{
	uint64_t which = dice_bits(&contact->dice, DRAW_TEXT);

	out->refuses = true;
	if (moved(contact, FAULT_REPLY_STOP, n, &out->due)) {
		out->text = view_of(stops[which % (sizeof(stops) / sizeof(*stops))]);
	} else if (moved(contact, FAULT_REPLY_DO_NOT_CALL, n, &out->due)) {
		out->text = view_of(refusals[which % (sizeof(refusals) / sizeof(*refusals))]);
	} else if (moved(contact, FAULT_REPLY_OTHER, n, &out->due)) {
		out->text = view_of(others[which % (sizeof(others) / sizeof(*others))]);
		out->refuses = false;
	} else {
		return false;
	}
	return true;
}

void
people_click(struct exchange *exchange, const struct contact *contact, int n, struct view link)
{
	int64_t due;

	if (link.len == 0)
		return;
	if (moved(contact, FAULT_REPLY_SCAN, n, &due)) {
		struct hook_order scan = {.method = "GET", .url = link};
		exchange->counts->scans++;
		hooks_send(exchange->twin->hooks, exchange->counts, &scan, due);
	}
	if (moved(contact, FAULT_REPLY_UNSUBSCRIBE, n, &due)) {
		struct hook_order click = {.method = "POST", .url = link,
		    .content_type = "application/x-www-form-urlencoded",
		    .body = view_of("List-Unsubscribe=One-Click")};
		exchange->counts->stops++;
		hooks_send(exchange->twin->hooks, exchange->counts, &click, due);
	}
}
