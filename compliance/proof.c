/*
 * proof.c - is there a consent that proves this contact?
 *
 * Every consent of the code is taken through the same stages; the one that
 * gets furthest speaks.  A newer refusal of the same thing beats it.
 */
#include "compliance/proof.h"

#include "base/clock.h"
#include "compliance/situation.h"

enum stage {
	NO_CONSENT, ENTITY, PURPOSES, CHANNELS, UNPROVEN, INVALID, ENDED, FUTURE, EXPIRED, IDENTITY_LEVEL, SIGNATURE, STANDALONE,
	LEGACY, WHOLE
};

static const uint8_t stage_reason[] = {
	[NO_CONSENT] = REASON_NONE,
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
	[LEGACY] = REASON_CONSENT_LEGACY,
	[WHOLE] = REASON_NONE,
};

/* C-11: months without a confirmed contact.  Days are compared first: the exact date is rarely needed. */
static bool
is_stale(int64_t granted_at, int64_t now, int months)
{
	int year, month, day;

	if (now - granted_at < (int64_t)months * 28 * DAY)
		return false;
	if (now - granted_at >= (int64_t)months * 31 * DAY)
		return true;
	day_date(granted_at / DAY, &year, &month, &day);
	int counted = year * 12 + month - 1 + months;
	return now >= day_number(counted / 12, counted % 12 + 1, day) * DAY + granted_at % DAY;
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

/* C-04: a tick or a voice is never written form; an SMS signature only with an agreement, of which no fact tells. */
static bool
is_signed(const struct consent_fact *c)
{
	if (c->code == CONSENT_HEALTH_WRITTEN)
		return c->signature == SIGNATURE_PAPER_SCAN || c->signature == SIGNATURE_UKEP || c->signature == SIGNATURE_UNEP;
	return c->signature != SIGNATURE_UNKNOWN;
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
	if ((c->valid_until != 0 && f->now >= c->valid_until) || is_stale(c->granted_at, f->now, p->confirm_months))
		return EXPIRED;
	if (!is_identified(c, f->channel))
		return IDENTITY_LEVEL;
	if (!is_signed(c))
		return SIGNATURE;
	if (must_stand_alone(c, p) && c->standalone != TRI_YES)
		return STANDALONE;
	return c->granted_at < p->legacy_before ? LEGACY : WHOLE;
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

struct answer
proof_of(enum consent_code code, enum reason none, const struct facts *f, const struct policy *p)
{
	uint16_t purposes = purposes_covering(f, p);
	enum stage best = NO_CONSENT;
	int64_t best_number = 0, refused_number = -1;
	int count = f->consents < FACTS_CONSENTS ? f->consents : FACTS_CONSENTS;

	for (const struct consent_fact *c = f->consent; c < f->consent + count; c++) {
		if (c->code != code)
			continue;
		enum stage stage = stage_of(c, f, p, purposes);
		if (stage > best || (stage == best && c->number > best_number)) {
			best = stage;
			best_number = c->number;
		}
		if (is_refusal(c, f, purposes) && c->number > refused_number)
			refused_number = c->number;
	}
	if (best == NO_CONSENT)
		return deny(none);
	if (best >= LEGACY && refused_number >= best_number)
		return deny(REASON_CONSENT_ENDED);
	if (best == WHOLE)
		return allow();
	if (best == LEGACY)
		return is_care(f, p) ? allow() : review(REASON_CONSENT_LEGACY);
	return deny(stage_reason[best]);
}
