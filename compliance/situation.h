/*
 * situation.h - what several rules ask of the facts in the same words: is it
 * advertising, is it mass, which consents does it need?
 *
 * Where the answer hangs on a fact that is not known, it is the stricter one.
 */
#ifndef COMPLIANCE_SITUATION_H
#define COMPLIANCE_SITUATION_H

#include "compliance/facts.h"
#include "compliance/policy.h"

/* WORD_BIT, and 0 for UNKNOWN. */
static inline uint16_t
word_bit(unsigned value)
{
	return value < 17 ? (uint16_t)((1u << value) >> 1) : 0;
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
