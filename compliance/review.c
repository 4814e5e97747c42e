/* review.c - an approval by the compliance officer, as the gate counts it. */
#include "compliance/review.h"

#include <string.h>

#include "compliance/situation.h"

bool
review_may(enum reason reason)
{
	const char *code = reason_code(reason);
	return strstr(code, "REVIEW_") == code;
}

/* ALL_CONTACT and PD_WITHDRAWAL: a person said no to everything, and only a person may say why not to this. */
bool
review_is_single(enum reason reason)
{
	return reason == REASON_ALL_CONTACT_STATUTE;
}

/* A refusal whose time is not known may be the newer one. */
static bool
was_refused_since(const struct facts *f, int64_t decided_at)
{
	int count = suppressions_of(f);

	for (int i = 0; i < count; i++)
		if (f->suppression[i].said_at <= 0 || f->suppression[i].said_at >= decided_at)
			return true;
	return false;
}

bool
review_is_approved(const struct facts *f, uint8_t rule, uint8_t reason)
{
	int count = reviews_of(f);

	for (const struct review_fact *r = f->review; r < f->review + count; r++)
		if (r->rule == rule && r->reason == reason && r->staff > 0 && r->decided_at > 0 && f->now >= r->decided_at &&
		    f->now < r->until && !was_refused_since(f, r->decided_at))
			return true;
	return false;
}
