/*
 * situation.h - what several rules ask of the facts in the same words: is it
 * advertising, is it mass, which consents does it need?
 *
 * Where the answer hangs on a fact that is not known, it is the stricter one.
 */
#ifndef COMPLIANCE_SITUATION_H
#define COMPLIANCE_SITUATION_H

#include "base/clock.h"
#include "compliance/facts.h"
#include "compliance/policy.h"

/* WORD_BIT, and 0 for UNKNOWN. */
static inline uint16_t
word_bit(unsigned value)
{
	return value < 17 ? (uint16_t)((1u << value) >> 1) : 0;
}

/* Of a list that is longer than it can be, nothing permits and everything forbids; G-21 refuses it by name. */
static inline int
consents_of(const struct facts *f)
{
	return f->consents <= FACTS_CONSENTS ? f->consents : 0;
}

static inline int
bases_of(const struct facts *f)
{
	return f->bases <= FACTS_BASES ? f->bases : 0;
}

static inline int
reviews_of(const struct facts *f)
{
	return f->reviews <= FACTS_REVIEWS ? f->reviews : 0;
}

static inline int
suppressions_of(const struct facts *f)
{
	return f->suppressions < FACTS_SUPPRESSIONS ? f->suppressions : FACTS_SUPPRESSIONS;
}

static inline bool
is_call(const struct facts *f)
{
	return f->channel == CHANNEL_CALL_OPERATOR || f->channel == CHANNEL_CALL_ROBOT;
}

/* Asks a company whom to write to, and offers nothing. */
static inline bool
is_inquiry(const struct facts *f)
{
	return f->purpose == PURPOSE_B2B_OFFER && f->inquiry == TRI_YES && f->class != CLASS_AD;
}

/* law.md 10: RECALL without a doctor's plan is advertising; one promotional phrase makes any text so. */
static inline bool
is_advertising(const struct facts *f, const struct policy *p)
{
	if (is_inquiry(f))
		return false;
	return (p->advertising & word_bit(f->purpose)) != 0 || f->class == CLASS_AD ||
	    (f->purpose == PURPOSE_RECALL && f->care_plan != TRI_YES);
}

static inline bool
is_care(const struct facts *f, const struct policy *p)
{
	return (p->care & word_bit(f->purpose)) != 0 && !is_advertising(f, p);
}

static inline bool
is_dialled_by_hand(const struct facts *f)
{
	return f->mode == MODE_MANUAL || f->mode == MODE_PREVIEW;
}

/* G-06: of calls.  A robot's always counts, and so does a mode nobody stated. */
static inline bool
is_mass_call(const struct facts *f, const struct policy *p)
{
	if (!is_call(f))
		return false;
	return f->channel == CHANNEL_CALL_ROBOT || f->mode == MODE_ROBOT || f->mode == MODE_UNKNOWN ||
	    (p->mass_modes & word_bit(f->mode)) != 0 || is_advertising(f, p) ||
	    (!is_inquiry(f) && (p->mass_purposes & word_bit(f->purpose)) != 0);
}

/* A text that goes out as it stands, through a provider who reads it. */
static inline bool
is_sent_text(const struct facts *f)
{
	return f->channel != CHANNEL_CALL_OPERATOR;
}

/* law.md 10: a company's own common address; any other one is some person's. */
static inline bool
is_common_address(const struct facts *f)
{
	return f->party == PARTY_COMPANY && f->owner == OWNER_COMPANY && f->corporate == TRI_YES;
}

/* Companies, traders and contact persons are written to about business: there is no medical secret in it. */
static inline bool
may_be_patient(const struct facts *f)
{
	return f->party == PARTY_PERSON || f->party == PARTY_UNKNOWN;
}

/* Shown to be the person's, and not so long ago that the number may have been sold since. */
static inline bool
is_verified(const struct facts *f, const struct policy *p)
{
	return f->verified == TRI_YES && f->confirmed_at > f->now - p->number_months * 31 * DAY;
}

/* M-02. */
static inline bool
needs_warning(const struct facts *f, const struct policy *p)
{
	return is_advertising(f, p) && f->professionals != TRI_YES;
}

/* W-01: where nobody hears a refusal, the text must say where to send it. */
static inline bool
needs_stop_path(const struct facts *f, const struct policy *p)
{
	return (f->channel == CHANNEL_SMS || f->channel == CHANNEL_EMAIL) &&
	    (is_advertising(f, p) || f->purpose == PURPOSE_SURVEY);
}

/* M-04: a live call gives details after it knows to whom it speaks; advertising is neutral unless health data chose the person. */
static inline bool
needs_neutral(const struct facts *f, const struct policy *p)
{
	if (!may_be_patient(f))
		return false;
	if (is_advertising(f, p))
		return f->health != TRI_NO;
	return is_sent_text(f) || !is_verified(f, p);
}

/* G-11: health data that serve anything but care. */
static inline bool
needs_health_consent(const struct facts *f, const struct policy *p)
{
	return f->health != TRI_NO && !is_care(f, p) && !is_inquiry(f);
}

/*
 * The answer to "send me a code": one message that the person asked for minutes ago, on a basis of its own that ends by
 * itself.  Nobody is mailed in bulk, so 126-FZ 44.1 does not ask for its consent (law.md G-07 speaks of campaigns).
 */
bool is_code_reply(const struct facts *facts);
/* The consents without which this contact is not lawful: bits of enum consent_code. */
uint16_t consents_needed(const struct facts *facts, const struct policy *policy);
/* The purposes a consent may name to cover this contact: a RECALL that is advertising is row 1 of the matrix. */
uint16_t purposes_covering(const struct facts *facts, const struct policy *policy);

#endif
