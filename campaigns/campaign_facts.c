/* campaign_facts.c - what the gate must know of a campaign, of its provider, and of a contact and that provider. */
#include <string.h>

#include "campaigns/campaign.h"
#include "campaigns/template.h"

static void
text_facts(const struct campaign *campaign, struct facts *out)
{
	out->text_checked = tri_of(campaign->text_checked);
	out->text_kept = tri_of(campaign->text_kept);
	out->warning = campaign->warning;
	out->neutral = campaign->neutral;
	out->stop_path = campaign->stop_path;
	out->human_key = campaign->human_key;
	out->professionals = tri_of(campaign->professionals);
	out->offer_until = campaign->offer_until;
	out->sender_named = tri_of(campaign->sender[0] != '\0');
	out->sms_category = campaign->sms_category;
	out->carrier_template = tri_of(campaign->carrier_template);
}

static void
entity_facts(const struct campaign *campaign, struct facts *out)
{
	out->legal_entity_inn = campaign->legal_entity_inn;
	out->licence = tri_of(campaign->licence);
	out->licence_until = campaign->licence_until;
	out->state_clinic = campaign->state_clinic;
}

void
campaign_facts(const struct campaign *campaign, int64_t now, struct facts *out)
{
	facts_init(out, now);
	out->purpose = campaign->purpose;
	out->channel = campaign->channel;
	out->mode = campaign->mode;
	out->class = campaign->class;
	entity_facts(campaign, out);
	text_facts(campaign, out);
	out->approved = tri_of(campaign->approved);
	out->running = tri_of(campaign->state == CAMPAIGN_RUNNING && (campaign->starts_at == 0 || now >= campaign->starts_at) &&
	    (campaign->ends_at == 0 || now < campaign->ends_at));
	out->killed = tri_of(campaign->killed);
	out->inquiry = tri_of(campaign->inquiry);
	out->care_plan = tri_of(campaign->care_plan);
	out->health = tri_of(campaign->health);
	out->quarantined = tri_of(campaign->quarantined);
	const struct zone *zone = zone_find(campaign->zone);
	out->clinic_zones.count = zone != NULL;
	out->clinic_zones.zone[0] = zone;
	memcpy(out->label, campaign->label, sizeof(out->label));
	out->label_contract = tri_of(campaign->label_contract);
	out->label_until = campaign->label_until;
	out->caller_owner_inn = campaign->caller_owner_inn;
}

/* What goes to the provider for one contact (struct order, dialer/provider.h): an agent reads the script, no provider does. */
static unsigned
payload(const struct campaign *campaign)
{
	if (campaign->channel == CHANNEL_CALL_OPERATOR)
		return DATA_ADDRESS | DATA_AGENT;
	return DATA_ADDRESS | DATA_TEXT | (template_uses(campaign->body, "name") ? DATA_NAME : 0);
}

void
campaign_provider_facts(const struct campaign *campaign, const struct contract *contract, struct facts *out)
{
	out->order_present = tri_of(contract->order_present);
	out->order_until = contract->order_until;
	out->processor_inn = contract->inn;
	memcpy(out->provider_country, contract->country, sizeof(out->provider_country));
	out->border_notice = tri_of(contract->border_notice[0] != '\0');
	out->border_decision = tri_of(contract->border_decision[0] != '\0');
	out->payload_minimal = contract->data == 0 ? TRI_UNKNOWN : tri_of((payload(campaign) & ~contract->data) == 0);
}

static bool
names(const struct consent_fact *consent, const struct contract *contract)
{
	for (int i = 0; i < consent->processors; i++)
		for (int k = 0; k < CONTRACT_KEYS; k++)
			if (contract->key[k] != 0 && consent->processor[i] == contract->key[k])
				return true;
	return false;
}

void
campaign_contact_facts(const struct contract *contract, struct facts *out)
{
	out->carrier_covered = contract_covers(contract, out->carrier_inn);
	for (struct consent_fact *c = out->consent; c < out->consent + out->consents; c++)
		c->names_processor = tri_of(names(c, contract));
}
