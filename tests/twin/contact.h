/*
 * contact.h - one order to reach one person: what the script makes of it, and its webhooks in time.
 */
#ifndef TWIN_CONTACT_H
#define TWIN_CONTACT_H

#include "tests/twin/twin.h"

struct contact {
	struct view attempt;
	struct view address;
	const struct part_script *script;
	struct dice dice;
	uint64_t n;			/* the n-th order of its part; with followed addresses, of its address */
	enum outcome outcome;
	bool at_once;			/* the answer itself is to say it, where the provider can */
	struct seen *seen;
	int64_t due;			/* of the first webhook */
	int64_t step;			/* between webhooks */
	bool reordered;
};

enum taken {
	TAKEN,				/* processed: answer with success */
	TAKEN_NOT,			/* a fault has answered */
	TAKEN_ERROR_IN_200,		/* answer with an error of the provider's under 200; code may be the script's */
};
/* A valid order, by our id or by the one that the provider gives.  Sets exchange->delivery and ->hold. */
enum taken contact_take(struct exchange *exchange, struct view attempt, struct view address, struct contact *out);
/* When the i-th of n webhooks is due. */
int64_t contact_due(const struct contact *contact, int i, int n);
/* Sends the i-th of n unless the script loses it, and again when it repeats it. */
void contact_hook(struct exchange *exchange, const struct contact *contact, int i, int n, const struct hook_order *order);
/* Whether a forged report is to be sent, of which outcome and when. */
bool contact_forged(struct exchange *exchange, const struct contact *contact, enum outcome *outcome, int64_t *due);
/* The outcome is known to the provider from the last of n webhooks on. */
void contact_settle(const struct exchange *exchange, const struct contact *contact, int n);
bool contact_reached(const struct contact *contact);
/* Digits without the plus. */
struct view address_plain(struct view address);
/* "21.11.2026 22:00:00" in Moscow, "2026-11-21 19:00:00" in UTC. */
void moscow_text(int64_t realtime, char text[24]);
void utc_text(int64_t realtime, char text[24]);

/* What the person writes back; n is the number of webhooks before it. */
struct reply {
	struct view text;
	bool refuses;
	int64_t due;
};
bool people_reply(const struct contact *contact, int n, struct reply *out);
/* The reader's one-click POST and the mail scanner's GET of an unsubscribe link. */
void people_click(struct exchange *exchange, const struct contact *contact, int n, struct view link);

#endif
