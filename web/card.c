/* card.c - one person or company as the agent sees them before the call. */
#include "web/card.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/email.h"
#include "base/lang.h"
#include "base/phone.h"
#include "compliance/basis.h"
#include "compliance/consent.h"

/* The stated zone, else the stated region's, else the number's - if that leaves one time only. */
static const struct zone *
place(const struct rows *rows, int row, const struct regions *regions)
{
	const struct region *region = NULL;

	if (!rows_is_null(rows, row, 5))
		return zone_find(rows_text(rows, row, 5));
	if (!rows_is_null(rows, row, 6))
		region = region_find(regions, (int)rows_int(rows, row, 6));
	if (region == NULL && !rows_is_null(rows, row, 7))
		region = region_find(regions, (int)rows_int(rows, row, 7));
	return region != NULL && region->zones == 1 ? region->zone[0] : NULL;
}

static void
tell_time(const struct zone *zone, int64_t now, char out[6])
{
	out[0] = '\0';
	if (zone == NULL)
		return;
	struct local_time time = local_time(zone, now);
	snprintf(out, 6, "%02u:%02u", (unsigned)time.hour % 24, (unsigned)time.minute % 60);
}

static void
date_text(int64_t instant, char out[16])
{
	int year, month, day;

	day_date((instant + 3 * HOUR) / DAY, &year, &month, &day);	/* as the papers of a Russian clinic date it */
	snprintf(out, 16, "%02d.%02d.%04d", day % 100, month % 100, year % 10000);
}

static void
add_consent(struct card *card, const struct consent_fact *consent)
{
	char date[16];

	date_text(consent->granted_at, date);
	snprintf(card->why[card->whys++], CARD_WHY_TEXT, say("consent of %s: %s (no. %lld)"), date,
	    consent_code_russian(consent->code), (long long)consent->number);
}

static void
add_basis(struct card *card, const struct basis_fact *basis)
{
	char date[16];

	date_text(basis->valid_from, date);
	snprintf(card->why[card->whys++], CARD_WHY_TEXT, say("basis: %s, since %s"), basis_kind_russian(basis->kind),
	    date);
}

/* What speaks for this call: the gate judged it when the card was laid out, and judges again after the press. */
static void
read_why(const struct rows *rows, int row, int64_t now, struct card *card)
{
	enum purpose purpose = purpose_find(view_of(rows_text(rows, row, 12)));
	enum channel channel = channel_find(view_of(rows_text(rows, row, 13)));
	struct consent_fact consent[FACTS_CONSENTS];
	struct basis_fact basis[FACTS_BASES];
	uint8_t consents = 0, bases = 0;

	if (!consent_unpack(rows_bytes(rows, row, 8), consent, FACTS_CONSENTS, &consents))
		consents = 0;
	if (!basis_unpack(rows_bytes(rows, row, 9), basis, FACTS_BASES, &bases))
		bases = 0;
	for (int i = 0; i < consents && card->whys < CARD_WHY; i++)
		if (consent[i].state == CONSENT_STATE_ACTIVE && (consent[i].channels & WORD_BIT(channel)) != 0 &&
		    (consent[i].purposes & WORD_BIT(purpose)) != 0 &&
		    consent[i].legal_entity_inn == card->legal_entity_inn &&
		    (consent[i].valid_until == 0 || consent[i].valid_until > now))
			add_consent(card, &consent[i]);
	for (int i = 0; i < bases && card->whys < CARD_WHY; i++)
		if ((basis[i].purposes & WORD_BIT(purpose)) != 0 && basis[i].legal_entity_inn == card->legal_entity_inn &&
		    (basis[i].valid_until == 0 || basis[i].valid_until > now))
			add_basis(card, &basis[i]);
}

static void
write_why(const struct card *card, struct json *json)
{
	json_key(json, "why");
	json_array(json);
	for (int i = 0; i < card->whys; i++)
		json_text(json, card->why[i]);
	json_end(json);
}

/* The local time moves while the card lies open, so it is not part of what the hash says. */
static void
seal(struct card *card, struct view salt)
{
	struct buf text = {0};
	struct json json;

	buf_add(&text, salt.data, salt.len);
	json_start(&json, &text);
	json_object(&json);
	json_key(&json, "attempts");
	json_int(&json, card->attempts);
	json_key(&json, "campaign");
	json_int(&json, card->campaign);
	json_key(&json, "contact_point");
	json_int(&json, card->contact_point);
	json_key(&json, "masked");
	json_text(&json, card->masked);
	json_key(&json, "name");
	json_text(&json, card->name);
	json_key(&json, "party");
	json_int(&json, card->party);
	write_why(card, &json);
	json_end(&json);
	sha256(text.data, text.len, card->sha256);
	buf_release(&text);
}

void
card_read(const struct rows *rows, int row, int64_t campaign, const struct regions *regions, int64_t now,
    struct card *out)
{
	struct view token = rows_bytes(rows, row, 15);

	*out = (struct card){
		.campaign = campaign,
		.contact_point = rows_int(rows, row, 0),
		.party = rows_int(rows, row, 1),
		.attempts = rows_int(rows, row, 10),
		.legal_entity_inn = rows_int(rows, row, 14),
	};
	snprintf(out->name, sizeof(out->name), "%s", rows_text(rows, row, 2));
	if (strcmp(rows_text(rows, row, 4), "PHONE") == 0)
		phone_mask(rows_text(rows, row, 3), out->masked);
	else
		email_mask(rows_text(rows, row, 3), out->masked);
	if (token.len == TOKEN_SIZE)
		memcpy(out->token, token.data, TOKEN_SIZE);
	tell_time(place(rows, row, regions), now, out->local_time);
	read_why(rows, row, now, out);
	seal(out, rows_bytes(rows, row, 11));
}

void
card_write(const struct card *card, struct json *json)
{
	json_object(json);
	json_key(json, "contact_point");
	json_int(json, card->contact_point);
	json_key(json, "party");
	json_int(json, card->party);
	json_key(json, "name");
	json_text(json, card->name);
	json_key(json, "masked");
	json_text(json, card->masked);
	json_key(json, "local_time");
	json_text(json, card->local_time[0] ? card->local_time : NULL);
	write_why(card, json);
	json_key(json, "attempts");
	json_int(json, card->attempts);
	json_key(json, "card_sha256");
	json_hex(json, card->sha256, SHA256_SIZE);
	json_end(json);
}
