/*
 * missing_fact.c - no fact, no contact.
 *
 * The law presumes that there was no consent, so a store that could not be
 * read, a pack out of date and a fact nobody stated all refuse, by name.
 */
#include "base/clock.h"
#include "compliance/rule.h"
#include "compliance/situation.h"

static enum reason
pack_reason(const struct facts *f, const struct policy *p)
{
	if (f->now <= 0)
		return REASON_NOW_UNKNOWN;
	if (f->now < p->valid_from || f->now >= p->valid_to)
		return REASON_PACK_NOT_VALID;
	if (!p->reviewed || (p->change_at != 0 && f->now >= p->change_at))
		return REASON_PACK_NOT_REVIEWED;
	if (policy_is_day_off(p, f->now / DAY) == TRI_UNKNOWN)
		return REASON_NO_CALENDAR;
	return REASON_NONE;
}

static enum reason
campaign_reason(const struct facts *f, const struct policy *p)
{
	if (f->purpose == PURPOSE_UNKNOWN || (unsigned)f->purpose >= PURPOSE_COUNT)
		return REASON_PURPOSE_UNKNOWN;
	if (f->channel == CHANNEL_UNKNOWN || (unsigned)f->channel >= CHANNEL_COUNT)
		return REASON_CHANNEL_UNKNOWN;
	if (is_call(f) && f->mode == MODE_UNKNOWN)
		return REASON_MODE_UNKNOWN;
	if (f->class == CLASS_UNKNOWN)
		return REASON_CLASS_UNKNOWN;
	if (f->approved == TRI_UNKNOWN || f->running == TRI_UNKNOWN)
		return REASON_CAMPAIGN_UNKNOWN;
	if (f->killed != TRI_NO)
		return f->killed == TRI_YES ? REASON_KILL_SWITCH : REASON_KILL_UNKNOWN;
	if (f->purpose == PURPOSE_B2B_OFFER && f->inquiry == TRI_UNKNOWN)
		return REASON_INQUIRY_UNKNOWN;
	if (f->purpose == PURPOSE_RECALL && f->care_plan == TRI_UNKNOWN)
		return REASON_CARE_PLAN_UNKNOWN;
	if (f->health == TRI_UNKNOWN && !is_care(f, p))
		return REASON_HEALTH_UNKNOWN;
	return REASON_NONE;
}

static enum reason
party_reason(const struct facts *f, const struct policy *p)
{
	if (f->party == PARTY_UNKNOWN)
		return REASON_PARTY_UNKNOWN;
	if (f->party_state == STATE_UNKNOWN)
		return REASON_STATE_UNKNOWN;
	if (f->address == ADDRESS_UNKNOWN)
		return REASON_ADDRESS_UNKNOWN;
	if (f->owner == OWNER_UNKNOWN)
		return REASON_OWNER_UNKNOWN;
	if (f->quarantined == TRI_UNKNOWN)
		return REASON_QUARANTINE_UNKNOWN;
	if (f->party_quarantined == TRI_UNKNOWN)
		return REASON_PARTY_QUARANTINE_UNKNOWN;
	if (f->party != PARTY_COMPANY && f->paediatric == TRI_UNKNOWN && f->birth_date == 0 && f->birth_year == 0)
		return REASON_AGE_UNKNOWN;
	if (f->carrier_inn <= 0 && (f->channel == CHANNEL_SMS || is_mass_call(f, p)))
		return REASON_CARRIER_UNKNOWN;
	return REASON_NONE;
}

static enum reason
text_reason(const struct facts *f, const struct policy *p)
{
	if (f->text_checked == TRI_UNKNOWN || f->text_kept == TRI_UNKNOWN)
		return REASON_TEXT_UNKNOWN;
	if (f->warning == TRI_UNKNOWN && needs_warning(f, p))
		return REASON_WARNING_UNKNOWN;
	if (f->neutral == TRI_UNKNOWN && needs_neutral(f, p))
		return REASON_NEUTRAL_UNKNOWN;
	if (f->stop_path == TRI_UNKNOWN && needs_stop_path(f, p))
		return REASON_STOP_PATH_UNKNOWN;
	if (f->human_key == TRI_UNKNOWN && f->channel == CHANNEL_CALL_ROBOT)
		return REASON_ROBOT_KEYS_UNKNOWN;
	if (f->licence == TRI_UNKNOWN && is_advertising(f, p))
		return REASON_LICENCE_UNKNOWN;
	if (f->channel == CHANNEL_SMS && (f->sender_named == TRI_UNKNOWN || f->sms_category == CATEGORY_UNKNOWN ||
	    f->carrier_template == TRI_UNKNOWN))
		return REASON_SMS_TRAFFIC_UNKNOWN;
	return REASON_NONE;
}

static enum reason
provider_reason(const struct facts *f)
{
	if (f->provider_country[0] == '\0')
		return REASON_COUNTRY_UNKNOWN;
	return f->payload_minimal == TRI_UNKNOWN ? REASON_PAYLOAD_UNKNOWN : REASON_NONE;
}

static bool
is_counted(const struct frequency *n)
{
	return (n->ad_day | n->ad_week | n->ad_month | n->service_day | n->service_week | n->calls_day | n->calls_week |
	    n->calls_month | n->messages_day | n->messages_week | n->messages_month) >= 0;
}

static enum reason
store_reason(const struct facts *f)
{
	if (f->consents_read != TRI_YES)
		return REASON_CONSENTS_UNREAD;
	if (f->suppressions_read != TRI_YES)
		return REASON_SUPPRESSIONS_UNREAD;
	if (f->bases_read != TRI_YES)
		return REASON_BASES_UNREAD;
	if (!is_counted(&f->frequency))
		return REASON_FREQUENCY_UNKNOWN;
	if (f->consents > FACTS_CONSENTS || f->suppressions > FACTS_SUPPRESSIONS || f->bases > FACTS_BASES ||
	    f->reviews > FACTS_REVIEWS ||
	    f->address_zones.count > FACTS_ZONES || f->number_zones.count > FACTS_ZONES ||
	    f->clinic_zones.count > FACTS_ZONES)
		return REASON_FACTS_DAMAGED;
	return REASON_NONE;
}

static struct answer
missing_fact(const struct facts *f, const struct policy *p)
{
	enum reason reason = pack_reason(f, p);

	if (reason == REASON_NONE)
		reason = campaign_reason(f, p);
	if (reason == REASON_NONE)
		reason = party_reason(f, p);
	if (reason == REASON_NONE)
		reason = text_reason(f, p);
	if (reason == REASON_NONE)
		reason = provider_reason(f);
	if (reason == REASON_NONE)
		reason = store_reason(f);
	return reason == REASON_NONE ? allow() : deny(reason);
}

const struct rule rule_missing_fact = {
	.id = "G-21", .number = 21,
	.law = "следует из презумпций: 38-ФЗ ст. 18 ч. 1; 152-ФЗ ст. 9 ч. 3 и ст. 15 ч. 1; 126-ФЗ ст. 44.1 и 44.1-1",
	.russian = "Нет факта — нет обращения: непрочитанный стоп-лист, просроченный пакет правил или неизвестный факт запрещают.",
	.english = "No fact, no contact: a stop-list that could not be read, a pack out of date or an unknown fact denies.",
	.reading = "Сюда же относятся аварийный выключатель цели, год без производственного календаря и неизвестный оператор связи.",
	.check = missing_fact,
};
