/* capture.c - one act over one form: what it lacks, and what each of its boxes says.  Pure. */
#include "compliance/capture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"

bool
capture_places(const char *text, uint16_t *out)
{
	uint16_t bits = 0;

	for (const char *p = text; *p != '\0'; p++) {
		int place = 0, digits = 0;
		for (; *p >= '0' && *p <= '9' && digits < 3; p++, digits++)
			place = 10 * place + *p - '0';
		if (digits == 0 || place < 1 || place > FORM_ITEMS || (*p != ',' && *p != '\0') || (*p == ',' && p[1] == '\0'))
			return false;
		bits |= WORD_BIT(place);
		if (*p == '\0')
			break;
	}
	*out = bits;
	return true;
}

static const char *
way_fault(const struct capture *capture)
{
	static const struct uuid none;

	switch (capture->way) {
	case CAPTURE_WEB:
		return uuid_equal(capture->code_check, none) ? "a form is confirmed with the code or the link that was sent" : NULL;
	case CAPTURE_PAPER:
		if (capture->staff <= 0)
			return "paper is taken by a person of the staff: who?";
		if (capture->identity_shown == NULL || *capture->identity_shown == '\0')
			return "paper is taken from a person who has shown a document: which kind?";
		return capture->file_sha256 == NULL ? "paper needs the scan of the signed sheet" : NULL;
	case CAPTURE_VOICE:
		if (capture->staff <= 0)
			return "a call is marked by a person of the staff: who?";
		return capture->file_sha256 == NULL || capture->offset_ms < 0 ?
		    "a spoken answer needs the recording's hash and where the text begins in it" : NULL;
	default:
		return "in which way was it taken?";
	}
}

const char *
capture_fault(const struct capture *capture)
{
	uint16_t known = 0;

	for (int i = 0; i < capture->form->items; i++) {
		const struct form_item *item = &capture->form->item[i];
		uint16_t bit = WORD_BIT(item->place);
		known |= bit;
		if ((capture->given & bit) && capture->way == CAPTURE_VOICE && item->code == CONSENT_HEALTH_WRITTEN)
			return "a voice is no written form: this text is signed on paper";
	}
	if ((capture->given | capture->refused) == 0)
		return "no box is ticked";
	if (capture->given & capture->refused)
		return "a box cannot say yes and no at once";
	if ((capture->given | capture->refused) & ~known)
		return "the form has no such box";
	if ((capture->representative != 0) != (capture->authority != NULL && *capture->authority != '\0'))
		return "a representative needs a document of authority, and the document a representative";
	return way_fault(capture);
}

static enum identity_level
identity_of(const struct capture *capture)
{
	switch (capture->way) {
	case CAPTURE_WEB:
		return capture->address.kind == ADDRESS_EMAIL ? IDENTITY_DOUBLE_OPT_IN : IDENTITY_CODE_SMS;
	case CAPTURE_PAPER:
		return IDENTITY_DESK;
	default:
		return IDENTITY_NONE;	/* C-06: a voice does not say whose number it is */
	}
}

static enum signature_kind
signature_of(const struct capture *capture)
{
	switch (capture->way) {
	case CAPTURE_WEB:
		return SIGNATURE_TICK;
	case CAPTURE_PAPER:
		return SIGNATURE_PAPER_SCAN;
	default:
		return SIGNATURE_VOICE;
	}
}

/* The members in the order of their names; what is not there is not written. */
static void
text(struct json *json, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	json_key(json, name);
	json_text(json, value);
}

static void
number(struct json *json, const char *name, int64_t value)
{
	if (value == 0)
		return;
	json_key(json, name);
	json_int(json, value);
}

static void
instant(struct json *json, const char *name, int64_t value)
{
	if (value == 0)
		return;
	json_key(json, name);
	json_instant(json, value);
}

static void
id(struct json *json, const char *name, struct uuid value)
{
	static const struct uuid none;
	char written[UUID_TEXT];

	uuid_format(value, written);
	text(json, name, uuid_equal(value, none) ? NULL : written);
}

static void
hash(struct json *json, const char *name, const uint8_t *value)
{
	if (value == NULL)
		return;
	json_key(json, name);
	json_hex(json, value, SHA256_SIZE);
}

/* C-03: what whoever took the sheet has found filled in, or printed in its text. */
static void
write_groups(struct json *json, const struct capture *capture, const struct form_item *item)
{
	static const char *const groups[] = {"person", "operator", "purpose", "data", "actions", "term", "signature", NULL};

	if (!capture->written || item->code != CONSENT_HEALTH_WRITTEN)
		return;
	json_key(json, "written");
	json_array(json);
	for (const char *const *group = groups; *group != NULL; group++)
		json_text(json, *group);
	if (capture->representative != 0)
		json_text(json, "representative");
	if (strlen(item->processors) > 2)
		json_text(json, "processor");
	json_end(json);
}

/* law.md 1.12: what the event's own columns do not hold. */
static void
write_evidence(const struct capture *capture, const struct form_item *item, struct buf *out)
{
	static const char *const acts[] = {"", "code_entered", "signature", "spoken"};
	static const char *const points[] = {"", "web_form", "desk", "call"};
	struct json json;
	bool web = capture->way == CAPTURE_WEB;

	json_start(&json, out);
	json_object(&json);
	text(&json, "act", web && capture->address.kind == ADDRESS_EMAIL ? "link_confirmed" : acts[capture->way]);
	text(&json, "authority_document", capture->authority);
	id(&json, "code_check_id", capture->code_check);
	instant(&json, "code_entered_at", web ? capture->at : 0);
	instant(&json, "code_sent_at", web ? capture->code_sent_at : 0);
	text(&json, "collection_point", points[capture->way]);
	text(&json, "form_id", capture->form->name);
	text(&json, "identity_shown", capture->identity_shown);
	text(&json, "ip", capture->ip);
	text(&json, "language", item->language);
	text(&json, "local_zone", *capture->form->zone != '\0' ? capture->form->zone : "UTC");
	if (capture->way == CAPTURE_VOICE) {
		json_key(&json, "offset_ms");
		json_int(&json, capture->offset_ms);
	}
	json_key(&json, "preticked");
	json_bool(&json, false);
	number(&json, "representative_id", capture->representative);
	hash(&json, "scan_or_audio_sha256", capture->file_sha256);
	id(&json, "session_id", capture->session);
	number(&json, "staff_id", capture->staff);
	number(&json, "text_id", item->wording_id);
	hash(&json, "text_sha256", item->sha256);
	number(&json, "text_version", item->version);
	text(&json, "user_agent", web && capture->user_agent != NULL && *capture->user_agent == '\0' ? "-" : capture->user_agent);
	write_groups(&json, capture, item);
	json_end(&json);
}

/* The same day of the month, or its last one. */
static int64_t
months_later(int64_t instant, int64_t months)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, day;

	day_date(instant / DAY, &year, &month, &day);
	int64_t whole = (int64_t)year * 12 + month - 1 + months;
	int y = (int)(whole / 12), m = (int)(whole % 12) + 1;
	int last = lengths[m - 1] + (m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0));
	return day_number(y, m, day < last ? day : last) * DAY + instant % DAY;
}

void
capture_said(const struct capture *capture, const struct form_item *item, enum consent_act act, struct consent_said *out)
{
	*out = (struct consent_said){
		.act = act, .address = capture->address, .party = capture->party, .at = capture->at,
		.wording_version = item->version,
		.fact = {
			.code = item->code, .channels = item->channels, .purposes = item->purposes,
			.legal_entity_inn = capture->form->legal_entity_inn,
			.valid_until = item->months > 0 && act == ACT_given ? months_later(capture->at, item->months) : 0,
			.identity = identity_of(capture), .signature = signature_of(capture), .standalone = TRI_YES,
		},
	};
	snprintf(out->wording, sizeof(out->wording), "%s", item->wording);
	buf_add_text(&out->processors, item->processors);
	write_evidence(capture, item, &out->evidence);
}
