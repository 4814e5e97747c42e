/*
 * consent.c - the newest state of each consent, from its events.  Pure.
 *
 * A consent that has ended stays ended: whoever agrees again gives a new
 * consent with an id of its own.  So no event that arrives late, twice or out
 * of turn can open what a person has closed.
 */
#include "compliance/consent.h"

#include <string.h>

#include "base/little.h"

static bool
has_ended(enum consent_state state)
{
	return state == CONSENT_STATE_REFUSED || state == CONSENT_STATE_WITHDRAWN || state == CONSENT_STATE_INVALID;
}

/*
 * A withdrawal may name some channels or some purposes; naming none means all.
 * What cannot be cut out exactly (some purposes of some channels) takes the
 * channels whole: the wider reading of a refusal.
 */
static void
withdraw(struct consent_fact *fact, const struct consent_fact *said)
{
	uint16_t channels = said->channels ? said->channels : fact->channels;
	uint16_t purposes = said->purposes ? said->purposes : fact->purposes;
	bool every_channel = (fact->channels & ~channels) == 0;
	bool every_purpose = (fact->purposes & ~purposes) == 0;

	if (every_channel && every_purpose)
		fact->state = CONSENT_STATE_WITHDRAWN;
	else if (every_channel)
		fact->purposes &= (uint16_t)~purposes;
	else
		fact->channels &= (uint16_t)~channels;
}

static void
expire(struct consent_fact *fact, int64_t at)
{
	if (fact->valid_until == 0 || fact->valid_until > at)
		fact->valid_until = at;
}

static void
give(struct consent_fact *fact, const struct consent_event *event)
{
	int64_t expiry = fact->valid_until;	/* of an expiry that became known before the giving */

	*fact = event->said;
	fact->state = event->proven ? CONSENT_STATE_ACTIVE : CONSENT_STATE_UNPROVEN;
	fact->granted_at = event->valid_from;
	fact->number = event->number;
	if (expiry != 0)
		expire(fact, expiry);
}

/* Proof found later does not change what was agreed to, with whom, nor when; a proof of something else is none. */
static void
prove(struct consent_fact *fact, const struct consent_event *event)
{
	if (fact->state != CONSENT_STATE_UNPROVEN || !event->proven || fact->code != event->said.code ||
	    fact->legal_entity_inn != event->said.legal_entity_inn)
		return;
	fact->state = CONSENT_STATE_ACTIVE;
	fact->identity = event->said.identity;
	fact->signature = event->said.signature;
	fact->standalone = event->said.standalone;
	fact->agreement = event->said.agreement;
}

static void
end(struct consent_fact *fact, const struct consent_event *event, enum consent_state state)
{
	if (fact->state == CONSENT_STATE_UNKNOWN) {
		*fact = event->said;
		fact->granted_at = 0;
		fact->number = event->number;
	}
	fact->state = state;
}

static void
apply(struct consent_fact *fact, const struct consent_event *event)
{
	if (has_ended(fact->state))
		return;
	switch (event->act) {
	case ACT_given:
		if (fact->state == CONSENT_STATE_UNKNOWN)
			give(fact, event);
		break;
	case ACT_refused:
		end(fact, event, CONSENT_STATE_REFUSED);
		break;
	case ACT_withdrawn:
		if (fact->state == CONSENT_STATE_UNKNOWN)
			end(fact, event, CONSENT_STATE_WITHDRAWN);
		else
			withdraw(fact, &event->said);
		break;
	case ACT_expired:
		expire(fact, event->valid_from);
		break;
	case ACT_invalidated:
		end(fact, event, CONSENT_STATE_INVALID);
		break;
	case ACT_evidence_added:
		prove(fact, event);
		break;
	case ACT_requested:
	default:
		break;
	}
}

/* When there is no room: the oldest of those that permit nothing gives way, then the oldest of all. */
static int
keep(const struct consent_fact *fact, struct consent_fact *out, int count, int max)
{
	if (max == 0)
		return 0;
	if (count == max) {
		int drop = 0;
		while (drop < count && out[drop].state == CONSENT_STATE_ACTIVE)
			drop++;
		if (drop == count && fact->state != CONSENT_STATE_ACTIVE)
			return count;
		if (drop == count)
			drop = 0;
		memmove(out + drop, out + drop + 1, (size_t)(count - drop - 1) * sizeof(*out));
		count--;
	}
	out[count] = *fact;
	return count + 1;
}

static bool
is_first(const struct consent_event *events, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (uuid_equal(events[j].consent, events[i].consent))
			return false;
	return true;
}

int
consent_derive(const struct consent_event *events, size_t count, struct consent_fact *out, int max)
{
	int kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct consent_fact fact = {.state = CONSENT_STATE_UNKNOWN};
		if (!is_first(events, i))
			continue;
		for (size_t j = i; j < count; j++)
			if (uuid_equal(events[j].consent, events[i].consent))
				apply(&fact, &events[j]);
		if (fact.state != CONSENT_STATE_UNKNOWN)
			kept = keep(&fact, out, kept, max);
	}
	return kept;
}

static bool
is_plain(const struct consent_fact *consents, int count)
{
	for (const struct consent_fact *c = consents; c < consents + count; c++)
		if (c->processors > 0 || c->agreement != TRI_UNKNOWN)
			return false;
	return true;
}

static void
pack_processors(const struct consent_fact *c, struct buf *out)
{
	little_put(out, c->agreement, 1);
	little_put(out, c->processors, 1);
	for (int i = 0; i < c->processors; i++)
		little_put(out, c->processor[i], 8);
}

void
consent_pack(const struct consent_fact *consents, int count, struct buf *out)
{
	bool plain = is_plain(consents, count);

	if (!plain)
		little_put(out, CONSENT_FORM, 1);
	for (const struct consent_fact *c = consents; c < consents + count; c++) {
		little_put(out, c->code, 1);
		little_put(out, c->state, 1);
		little_put(out, c->channels, 1);
		little_put(out, c->identity, 1);
		little_put(out, c->signature, 1);
		little_put(out, c->standalone, 1);
		little_put(out, c->purposes, 2);
		little_put(out, (uint64_t)c->legal_entity_inn, 8);
		little_put(out, (uint64_t)c->granted_at, 8);
		little_put(out, (uint64_t)c->valid_until, 8);
		little_put(out, (uint64_t)c->number, 8);
		if (!plain)
			pack_processors(c, out);
	}
}

static bool
unpack_one(const char *bytes, struct consent_fact *out)
{
	out->code = (enum consent_code)little_next(&bytes, 1);
	out->state = (enum consent_state)little_next(&bytes, 1);
	out->channels = (uint16_t)little_next(&bytes, 1);
	out->identity = (enum identity_level)little_next(&bytes, 1);
	out->signature = (enum signature_kind)little_next(&bytes, 1);
	out->standalone = (enum tri)little_next(&bytes, 1);
	out->purposes = (uint16_t)little_next(&bytes, 2);
	out->legal_entity_inn = (int64_t)little_next(&bytes, 8);
	out->granted_at = (int64_t)little_next(&bytes, 8);
	out->valid_until = (int64_t)little_next(&bytes, 8);
	out->number = (int64_t)little_next(&bytes, 8);
	return out->code > CONSENT_UNKNOWN && out->code < CONSENT_COUNT &&
	    out->state > CONSENT_STATE_UNKNOWN && out->state < CONSENT_STATE_COUNT &&
	    out->channels >> (CHANNEL_COUNT - 1) == 0 && out->purposes >> (PURPOSE_COUNT - 1) == 0 &&
	    out->identity < IDENTITY_COUNT && out->signature < SIGNATURE_COUNT && out->standalone <= TRI_YES;
}

/* Behind a consent of the longer form: how many bytes, 0 when they are not that. */
static size_t
unpack_processors(struct view packed, struct consent_fact *out)
{
	const char *at = packed.data;

	if (packed.len < 2)
		return 0;
	out->agreement = (enum tri)little_next(&at, 1);
	out->processors = (uint8_t)little_next(&at, 1);
	if (out->agreement > TRI_YES || out->processors > FACTS_PROCESSORS || packed.len < 2 + out->processors * (size_t)8)
		return 0;
	for (int i = 0; i < out->processors; i++)
		out->processor[i] = little_next(&at, 8);
	return (size_t)(at - packed.data);
}

/* How many bytes the first consent takes, 0 when it is none. */
static size_t
unpack_next(struct view packed, bool plain, struct consent_fact *out)
{
	if (packed.len < CONSENT_PACKED || !unpack_one(packed.data, out))
		return 0;
	out->agreement = out->names_processor = TRI_UNKNOWN;
	out->processors = 0;
	if (plain)
		return CONSENT_PACKED;
	size_t len = unpack_processors((struct view){packed.data + CONSENT_PACKED, packed.len - CONSENT_PACKED}, out);
	return len == 0 ? 0 : CONSENT_PACKED + len;
}

/* Reads into *out, or with NULL only looks. */
static bool
unpack_all(struct view packed, bool plain, struct consent_fact *out, int max, uint8_t *count)
{
	struct consent_fact ignored;
	int n = 0;

	while (packed.len > 0) {
		size_t len = n < max ? unpack_next(packed, plain, out ? &out[n] : &ignored) : 0;
		if (len == 0)
			return false;
		packed = (struct view){packed.data + len, packed.len - len};
		n++;
	}
	*count = (uint8_t)n;
	return true;
}

bool
consent_unpack(struct view packed, struct consent_fact *out, int max, uint8_t *count)
{
	bool plain = packed.len == 0 || (uint8_t)packed.data[0] != CONSENT_FORM;
	uint8_t n;

	if (!plain)
		packed = (struct view){packed.data + 1, packed.len - 1};
	return unpack_all(packed, plain, NULL, max, &n) && unpack_all(packed, plain, out, max, count);
}
