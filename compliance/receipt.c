/*
 * receipt.c - a receipt as JSON: the groups of ISO/IEC TS 27560 (record, controller, processing, event), DPV's words.
 *
 * No name and no address stands in it: the person knows them, and whoever
 * finds the file shall not.  Pure.
 */
#include "compliance/receipt.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

static const struct view USE = {"receipt", sizeof("receipt") - 1};

void
receipt_token_make(const struct installation_key *key, struct uuid id, char out[LINK_TOKEN_TEXT])
{
	link_token_make(key, USE, id, out);
}

bool
receipt_token_read(const struct installation_key *key, struct view token, struct uuid *id)
{
	return link_token_read(key, USE, token, id);
}

/* DPV's terms for our purposes. */
static const char *
dpv_purpose(int purpose)
{
	static const char *const terms[PURPOSE_COUNT] = {
		[PURPOSE_AD_PROMO] = "dpv:DirectMarketing",
		[PURPOSE_SERVICE_REMINDER] = "dpv:CommunicationForCustomerCare",
		[PURPOSE_WAITING_LIST] = "dpv:ServiceProvision",
		[PURPOSE_SURVEY] = "dpv:CustomerRelationshipManagement",
		[PURPOSE_RECALL] = "dpv:CommunicationForCustomerCare",
		[PURPOSE_B2B_OFFER] = "dpv:DirectMarketing",
		[PURPOSE_CONTRACT] = "dpv:FulfilmentOfContractualObligation",
		[PURPOSE_LEGAL_NOTICE] = "dpv:LegalCompliance",
	};
	return terms[purpose];
}

static const char *
channel_word(int channel)
{
	return channel_name((enum channel)channel);
}

static const char *
purpose_word(int purpose)
{
	return purpose_name((enum purpose)purpose);
}

static void
write_bits(struct json *json, const char *name, uint16_t bits, int count, const char *(*word)(int value))
{
	json_key(json, name);
	json_array(json);
	for (int value = 1; value < count; value++)
		if (bits & WORD_BIT(value))
			json_text(json, word(value));
	json_end(json);
}

static void
write_texts(struct json *json, const char *name, const char *const *texts)
{
	json_key(json, name);
	json_array(json);
	for (; *texts != NULL; texts++)
		json_text(json, *texts);
	json_end(json);
}

/* The notice is the text that was shown, by its hash. */
static void
write_notice(struct json *json, const struct form_item *item)
{
	json_key(json, "notice");
	json_object(json);
	json_key(json, "id");
	json_int(json, item->wording_id);
	json_key(json, "language");
	json_text(json, item->language);
	json_key(json, "name");
	json_text(json, item->wording);
	json_key(json, "sha256");
	json_hex(json, item->sha256, SHA256_SIZE);
	json_key(json, "version");
	json_int(json, item->version);
	json_end(json);
}

static const struct form_item *
item_of(const struct form *form, const struct consent_said *said)
{
	for (int i = 0; i < form->items; i++)
		if (form->item[i].version == said->wording_version && strcmp(form->item[i].wording, said->wording) == 0)
			return &form->item[i];
	return NULL;
}

static void
write_event(struct json *json, const struct consent_said *said, bool proven)
{
	json_key(json, "event");
	json_object(json);
	json_key(json, "at");
	json_instant(json, said->at);
	json_key(json, "identity");
	json_text(json, identity_level_name(said->fact.identity));
	json_key(json, "proven");
	json_bool(json, proven);
	json_key(json, "signature");
	json_text(json, signature_kind_name(said->fact.signature));
	json_key(json, "state");
	json_text(json, said->act == ACT_given ? "dpv:ConsentGiven" : "dpv:ConsentRefused");
	json_key(json, "valid_until");
	json_instant(json, said->fact.valid_until);
	json_end(json);
}

static void
write_consent(struct json *json, const struct receipt *receipt, size_t i)
{
	const struct consent_said *said = &receipt->said[i];
	const struct form_item *item = item_of(receipt->form, said);
	const char *const processing[] = {"dpv:Collect", "dpv:Store", "dpv:Use",
	    said->processors.len > 2 ? "dpv:DiscloseByTransmission" : NULL, NULL};
	const char *const categories[] = {"pd:Name", said->address.kind == ADDRESS_EMAIL ? "pd:EmailAddress" :
	    "pd:TelephoneNumber", said->fact.code == CONSENT_HEALTH_WRITTEN ? "pd:Health" : NULL, NULL};
	char id[UUID_TEXT];

	uuid_format(said->consent, id);
	json_object(json);
	write_bits(json, "channels", said->fact.channels, CHANNEL_COUNT, channel_word);
	json_key(json, "code");
	json_text(json, consent_code_name(said->fact.code));
	json_key(json, "consent_id");
	json_text(json, id);
	write_event(json, said, receipt->proven[i]);
	json_key(json, "legal_basis");
	json_text(json, "dpv:Consent");
	must(item != NULL);
	write_notice(json, item);
	write_texts(json, "personal_data", categories);
	write_texts(json, "processing", processing);
	write_bits(json, "purposes", said->fact.purposes, PURPOSE_COUNT, purpose_word);
	write_bits(json, "purposes_dpv", said->fact.purposes, PURPOSE_COUNT, dpv_purpose);
	json_key(json, "recipients");
	json_raw(json, buf_view(&said->processors));
	json_end(json);
}

static void
write_controller(struct json *json, const struct form *form)
{
	json_key(json, "controller");
	json_object(json);
	json_key(json, "inn");
	json_int(json, form->legal_entity_inn);
	json_key(json, "name");
	json_text(json, form->entity);
	json_key(json, "ogrn");
	if (form->ogrn > 0)
		json_int(json, form->ogrn);
	else
		json_null(json);
	json_end(json);
}

void
receipt_write(const struct receipt *receipt, struct buf *out)
{
	static const char *const methods[] = {"receipt_page", "desk", "call", "reply_stop", NULL};
	struct json json;
	char id[UUID_TEXT];

	uuid_format(receipt->id, id);
	json_start(&json, out);
	json_object(&json);
	json_key(&json, "@context");
	json_text(&json, "https://w3id.org/dpv");
	json_key(&json, "consents");
	json_array(&json);
	for (size_t i = 0; i < receipt->count; i++)
		write_consent(&json, receipt, i);
	json_end(&json);
	write_controller(&json, receipt->form);
	json_key(&json, "issued_at");
	json_instant(&json, receipt->made_at);
	json_key(&json, "jurisdiction");
	json_text(&json, "RU");
	json_key(&json, "principal");	/* the address under our key: the same person's receipts can be told by us alone */
	json_hex(&json, receipt->said[0].address.token, TOKEN_SIZE);
	json_key(&json, "receipt_id");
	json_text(&json, id);
	json_key(&json, "schema");
	json_text(&json, "ISO/IEC TS 27560:2023");
	json_key(&json, "v");
	json_int(&json, 1);
	write_texts(&json, "withdrawal", methods);
	json_end(&json);
}
