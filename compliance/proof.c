/*
 * proof.c - is there a consent that proves this contact?
 *
 * Every consent of the code is taken through the same stages; the one that
 * gets furthest speaks, of several the newest.  A later refusal of the same thing beats it.
 */
#include "compliance/proof.h"

#include "base/clock.h"
#include "compliance/situation.h"

enum stage {
	NO_CONSENT, ENTITY, PURPOSES, CHANNELS, UNPROVEN, INVALID, ENDED, FUTURE, EXPIRED, IDENTITY_LEVEL, SIGNATURE, STANDALONE,
	UNNAMED, WHOLE
};

/* Of what is neither no consent nor a whole one. */
static const uint8_t stage_reason[] = {
	[ENTITY] = REASON_CONSENT_ENTITY,
	[PURPOSES] = REASON_CONSENT_PURPOSE,
	[CHANNELS] = REASON_CONSENT_CHANNEL,
	[UNPROVEN] = REASON_CONSENT_UNPROVEN,
	[INVALID] = REASON_CONSENT_INVALID,
	[ENDED] = REASON_CONSENT_ENDED,
	[FUTURE] = REASON_CONSENT_FUTURE,
	[EXPIRED] = REASON_CONSENT_EXPIRED,
	[IDENTITY_LEVEL] = REASON_CONSENT_IDENTITY,
	[SIGNATURE] = REASON_CONSENT_SIGNATURE,
	[STANDALONE] = REASON_CONSENT_STANDALONE,
	[UNNAMED] = REASON_PROCESSOR_NOT_NAMED,
};

/* The same day of the month, some months on. */
static int64_t
months_after(int64_t instant, int months)
{
	int year, month, day;

	day_date(instant / DAY, &year, &month, &day);
	month += year * 12 - 1 + months;
	return day_number(month / 12, month % 12 + 1, day) * DAY + instant % DAY;
}

/* C-11: months without a confirmed contact.  Less than so many times 28 days is less in any calendar. */
static bool
is_stale(const struct consent_fact *c, const struct facts *f, const struct policy *p)
{
	int64_t last = c->granted_at > f->confirmed_at ? c->granted_at : f->confirmed_at;

	return f->now - last >= p->confirm_months * 28 * DAY && f->now >= months_after(last, p->confirm_months);
}

/* C-06: whoever agreed must have been shown to hold this very address. */
static bool
is_identified(const struct consent_fact *c, enum channel channel)
{
	bool by_address = c->code != CONSENT_PD_PROMO && c->code != CONSENT_HEALTH_WRITTEN;

	switch (c->identity) {
	case IDENTITY_DESK:
		return true;
	case IDENTITY_DOUBLE_OPT_IN:
		return !by_address || channel == CHANNEL_EMAIL;
	case IDENTITY_CODE_SMS:
	case IDENTITY_UKEP:
		return !by_address || channel != CHANNEL_EMAIL;
	default:
		return false;
	}
}

/* C-04: a tick or a voice is never written form; a code from SMS only where both had agreed on it before. */
static bool
is_signed(const struct consent_fact *c)
{
	if (c->code != CONSENT_HEALTH_WRITTEN)
		return c->signature != SIGNATURE_UNKNOWN;
	return c->signature == SIGNATURE_PAPER_SCAN || c->signature == SIGNATURE_UKEP || c->signature == SIGNATURE_UNEP ||
	    (c->signature == SIGNATURE_SIMPLE_ES_SMS && c->agreement == TRI_YES);
}

/* Naming no channel is naming none, except where the consent is not about channels. */
static bool
covers_channel(const struct consent_fact *c, enum channel channel)
{
	if (c->channels == 0)
		return c->code == CONSENT_PD_PROMO || c->code == CONSENT_HEALTH_WRITTEN;
	return (c->channels & word_bit(channel)) != 0;
}

static bool
must_stand_alone(const struct consent_fact *c, const struct policy *p)
{
	return (c->code == CONSENT_PD_PROMO || c->code == CONSENT_AD_CHANNEL) && c->granted_at >= p->standalone_since;
}

static enum stage
stage_in_time(const struct consent_fact *c, const struct facts *f, const struct policy *p)
{
	if (c->granted_at <= 0 || c->granted_at > f->now)
		return FUTURE;
	if ((c->valid_until != 0 && f->now >= c->valid_until) || is_stale(c, f, p))
		return EXPIRED;
	if (!is_identified(c, f->channel))
		return IDENTITY_LEVEL;
	if (!is_signed(c))
		return SIGNATURE;
	if (must_stand_alone(c, p) && c->standalone != TRI_YES)
		return STANDALONE;
	return WHOLE;
}

static enum stage
stage_of(const struct consent_fact *c, const struct facts *f, const struct policy *p, uint16_t purposes)
{
	if (c->legal_entity_inn != f->legal_entity_inn)
		return ENTITY;
	if ((c->purposes & purposes) == 0)
		return PURPOSES;
	if (!covers_channel(c, f->channel))
		return CHANNELS;
	switch (c->state) {
	case CONSENT_STATE_ACTIVE:
		return stage_in_time(c, f, p);
	case CONSENT_STATE_INVALID:
		return INVALID;
	case CONSENT_STATE_REFUSED:
	case CONSENT_STATE_WITHDRAWN:
		return ENDED;
	default:
		return UNPROVEN;
	}
}

/* A refusal that names no entity, purpose or channel means all of them. */
static bool
is_refusal(const struct consent_fact *c, const struct facts *f, uint16_t purposes)
{
	return (c->state == CONSENT_STATE_REFUSED || c->state == CONSENT_STATE_WITHDRAWN) &&
	    (c->legal_entity_inn == 0 || c->legal_entity_inn == f->legal_entity_inn) &&
	    (c->purposes == 0 || (c->purposes & purposes) != 0) &&
	    (c->channels == 0 || (c->channels & word_bit(f->channel)) != 0);
}

static bool
is_newer(const struct consent_fact *c, const struct consent_fact *than)
{
	return c->granted_at > than->granted_at || (c->granted_at == than->granted_at && c->number > than->number);
}

struct best {
	enum stage stage;
	const struct consent_fact *consent;	/* NULL: NO_CONSENT */
};

static struct best
best_of(enum consent_code code, bool must_name, const struct facts *f, const struct policy *p)
{
	uint16_t purposes = purposes_covering(f, p);
	struct best best = {NO_CONSENT, NULL};
	int64_t refused_number = INT64_MIN;
	int count = consents_of(f);

	for (const struct consent_fact *c = f->consent; c < f->consent + count; c++) {
		if (c->code != code)
			continue;
		enum stage stage = stage_of(c, f, p, purposes);
		if (stage == WHOLE && must_name && c->names_processor != TRI_YES)
			stage = UNNAMED;
		if (stage > best.stage || (stage == best.stage && is_newer(c, best.consent)))
			best = (struct best){stage, c};
		if (is_refusal(c, f, purposes) && c->number > refused_number)
			refused_number = c->number;
	}
	if (best.stage == WHOLE && refused_number >= best.consent->number)
		best.stage = ENDED;
	return best;
}

struct answer
proof_of(enum consent_code code, enum reason none, const struct facts *f, const struct policy *p)
{
	struct best best = best_of(code, false, f, p);

	if (best.stage == WHOLE)
		return allow();
	return deny(best.stage == NO_CONSENT ? none : (enum reason)stage_reason[best.stage]);
}

struct answer
proof_naming_processor(const struct facts *f, const struct policy *p)
{
	struct best best = best_of(CONSENT_HEALTH_WRITTEN, true, f, p);

	if (best.stage == WHOLE)
		return allow();
	return deny(best.stage == NO_CONSENT ? REASON_PROCESSOR_NOT_NAMED : (enum reason)stage_reason[best.stage]);
}

bool
rests_on_old(const struct facts *f, const struct policy *p)
{
	int count = consents_of(f);

	for (const struct consent_fact *c = f->consent; c < f->consent + count; c++)
		if (c->granted_at < p->legacy_before && (consents_needed(f, p) & word_bit(c->code)) != 0) {
			struct best best = best_of(c->code, false, f, p);
			if (best.stage == WHOLE && best.consent == c)
				return true;
		}
	return false;
}
