/* suppression_scope.c - which of the refusals on record stop this contact. */
#include "compliance/suppression_scope.h"

#include "compliance/situation.h"

static bool
stops(const struct suppression_fact *s, const struct facts *f, const struct policy *p)
{
	switch (s->scope) {
	case SCOPE_ADS_CHANNEL:
		return is_advertising(f, p) && (s->channel == CHANNEL_UNKNOWN || s->channel == f->channel);
	case SCOPE_ADS_ALL:
		return is_advertising(f, p);
	case SCOPE_AUTOCALL:
	case SCOPE_CARRIER_CALLS:
		return is_mass_call(f, p);
	case SCOPE_SMS_ALL:
	case SCOPE_CARRIER_SMS:
		return f->channel == CHANNEL_SMS;
	case SCOPE_CALLS_ALL:
		return is_call(f);
	case SCOPE_EMAIL_ALL:
		return f->channel == CHANNEL_EMAIL;
	case SCOPE_SURVEYS:
		return f->purpose == PURPOSE_SURVEY || f->class == CLASS_SURVEY;
	default:
		return true;	/* ALL_CONTACT, PD_WITHDRAWAL, WRONG_PERSON, and words nobody understood */
	}
}

/* C-11: numbers are sold on; the pack says for how long a stranger's word closes one.  A word without a date closes it for good. */
static bool
is_outlived(const struct suppression_fact *s, const struct facts *f, const struct policy *p)
{
	return s->scope == SCOPE_WRONG_PERSON && p->wrong_person_months != 0 && s->said_at > 0 &&
	    f->now - s->said_at > p->wrong_person_months * 31 * DAY;
}

/* Spoken to one entity a refusal holds for all, unless the person named one. */
uint16_t
scopes_stopping(const struct facts *f, const struct policy *p)
{
	uint16_t scopes = 0;
	int count = suppressions_of(f);

	for (const struct suppression_fact *s = f->suppression; s < f->suppression + count; s++) {
		bool named_other = s->legal_entity_inn != 0 && f->legal_entity_inn != 0 &&
		    s->legal_entity_inn != f->legal_entity_inn;
		if ((named_other && s->scope != SCOPE_WRONG_PERSON) || is_outlived(s, f, p))
			continue;
		if (is_inquiry(f) || stops(s, f, p)) {
			bool understood = s->scope > SCOPE_UNKNOWN && s->scope < SCOPE_COUNT;
			scopes |= understood ? word_bit(s->scope) : (uint16_t)SCOPE_NOT_UNDERSTOOD;
		}
	}
	return scopes;
}
