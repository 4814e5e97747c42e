/* consent_said.c - one act about a consent, read from a line; and what its proof lacks.  Pure. */
#include "compliance/consent_said.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/little.h"

static void
read_wording(struct line *line, struct consent_said *out)
{
	const json_t *wording = line_object(line, "wording");
	const char *name = json_string_value(json_object_get(wording, "name"));
	const json_t *version = json_object_get(wording, "version");

	if (wording == NULL)
		return;
	if (name == NULL || *name == '\0' || strlen(name) >= sizeof(out->wording) || json_integer_value(version) < 1) {
		line_wrong(line, "wording", "must be {\"name\": text, \"version\": number}");
		return;
	}
	snprintf(out->wording, sizeof(out->wording), "%s", name);
	out->wording_version = json_integer_value(version);
}

static void
read_fact(struct line *line, struct consent_fact *fact)
{
	fact->code = (enum consent_code)line_word(line, "code", consent_code_number);
	fact->channels = line_words(line, "channels", channel_number);
	fact->purposes = line_words(line, "purposes", purpose_number);
	fact->legal_entity_inn = line_inn(line, "entity_inn");
	fact->valid_until = line_instant(line, "valid_until");
	fact->identity = (enum identity_level)line_word(line, "identity_level", identity_level_number);
	fact->signature = (enum signature_kind)line_word(line, "signature_kind", signature_kind_number);
	fact->standalone = line_tri(line, "standalone");
}

/* Someone who gives names all of it; a withdrawal that names no channel is from all of them. */
static void
check(struct line *line, const struct consent_said *said, int64_t now)
{
	const struct consent_fact *fact = &said->fact;
	bool gives = said->act == ACT_given || said->act == ACT_refused || said->act == ACT_requested;

	if (said->act == 0)
		line_wrong(line, "act", "is missing");
	if (fact->code == 0)
		line_wrong(line, "code", "is missing");
	if (fact->legal_entity_inn == 0)
		line_wrong(line, "entity_inn", "is missing");
	if (gives && fact->channels == 0)
		line_wrong(line, "channels", "is missing");
	if (gives && fact->purposes == 0)
		line_wrong(line, "purposes", "is missing");
	if (said->at == 0)
		line_wrong(line, "at", "is missing");
	if (said->at > now + DAY)
		line_wrong(line, "at", "lies in the future");
	if (fact->valid_until != 0 && fact->valid_until <= said->at)
		line_wrong(line, "valid_until", "is not after its beginning");
}

bool
consent_said_read(struct line *line, const struct installation_key *key, int64_t now, struct consent_said *out)
{
	const char *reason;
	const char *address = line_needed_text(line, "address");
	const char *id = line_text(line, "consent_id");

	memset(out, 0, sizeof(*out));
	if (address != NULL && !address_parse(view_of(address), key, &out->address, &reason))
		line_wrong(line, "address", reason);
	if (id != NULL && !uuid_parse(id, &out->consent))
		line_wrong(line, "consent_id", "not a UUID");
	out->party = line_integer(line, "party_id");
	out->act = (enum consent_act)line_word(line, "act", consent_act_number);
	out->at = line_instant(line, "at");
	read_fact(line, &out->fact);
	read_wording(line, out);
	line_json_array(line, "processors", &out->processors);
	line_json_object(line, "evidence", &out->evidence);
	check(line, out, now);
	if (id == NULL && out->act != ACT_given && out->act != ACT_refused && out->act != ACT_requested)
		line_wrong(line, "consent_id", "is missing: which consent is this about?");
	return line_close(line);
}

void
consent_said_release(struct consent_said *said)
{
	buf_release(&said->processors);
	buf_release(&said->evidence);
}

/* Everything that was said goes in: the same consent with a better proof is another one. */
void
consent_said_identify(struct consent_said *said)
{
	static const struct uuid none;
	struct buf content = {0};
	uint8_t hash[SHA256_SIZE];

	if (!uuid_equal(said->consent, none))
		return;
	buf_add(&content, said->address.token, TOKEN_SIZE);
	consent_pack(&said->fact, 1, &content);
	little_put(&content, (uint64_t)said->party, 8);
	little_put(&content, (uint64_t)said->act, 8);
	little_put(&content, (uint64_t)said->at, 8);
	little_put(&content, (uint64_t)said->wording_version, 8);
	buf_add(&content, said->wording, strlen(said->wording) + 1);
	buf_add(&content, said->processors.data, said->processors.len);
	buf_add(&content, said->evidence.data, said->evidence.len);
	sha256(content.data, content.len, hash);
	buf_release(&content);
	memcpy(said->consent.bytes, hash, sizeof(said->consent.bytes));
	said->consent.bytes[6] = (uint8_t)((said->consent.bytes[6] & 0x0f) | 0x80);	/* version 8: of our own making */
	said->consent.bytes[8] = (uint8_t)((said->consent.bytes[8] & 0x3f) | 0x80);
}

static bool
has_evidence(const struct consent_said *said, const char *name)
{
	json_t *evidence = json_loadb(said->evidence.data, said->evidence.len, 0, NULL);
	json_t *value = json_object_get(evidence, name);
	bool has = json_is_string(value) ? *json_string_value(value) != '\0' : json_is_integer(value);

	json_decref(evidence);
	return has;
}

/* C-06: whose address it is, was checked in a way that fits the address. */
static bool
owner_is_known(const struct consent_said *said)
{
	switch (said->fact.identity) {
	case IDENTITY_UKEP:
		return true;
	case IDENTITY_DESK:
		return said->address.kind == ADDRESS_PHONE || has_evidence(said, "staff_id");
	case IDENTITY_CODE_SMS:
		return said->address.kind == ADDRESS_PHONE;
	case IDENTITY_DOUBLE_OPT_IN:
		return said->address.kind == ADDRESS_EMAIL;
	default:
		return false;
	}
}

/* C-04, C-09: a tick or a voice is no written form; an SMS code is one only under an agreement; recipients are named. */
static bool
is_in_writing(const struct consent_said *said)
{
	switch (said->fact.signature) {
	case SIGNATURE_PAPER_SCAN:
		return has_evidence(said, "scan_or_audio_sha256") && said->processors.len > 2;
	case SIGNATURE_UKEP:
	case SIGNATURE_UNEP:
		return said->processors.len > 2;
	case SIGNATURE_SIMPLE_ES_SMS:
		return has_evidence(said, "agreement") && said->processors.len > 2;
	default:
		return false;
	}
}

enum consent_lack
consent_said_lack(const struct consent_said *said)
{
	if (!owner_is_known(said))
		return LACK_IDENTITY;
	if (said->wording_id == 0)
		return LACK_WORDING;
	if (said->fact.signature <= SIGNATURE_NONE)
		return LACK_SIGNATURE;
	if (said->fact.standalone == TRI_UNKNOWN)
		return LACK_STANDALONE;
	if (said->fact.code == CONSENT_HEALTH_WRITTEN && !is_in_writing(said))
		return LACK_WRITTEN_FORM;
	return LACK_NOTHING;
}

const char *
consent_lack_text(enum consent_lack lack)
{
	static const char *const texts[LACK_COUNT] = {
		[LACK_NOTHING] = "proven",
		[LACK_IDENTITY] = "nobody checked whose address it is",
		[LACK_WORDING] = "the text that was shown is not registered",
		[LACK_SIGNATURE] = "no signature or other act",
		[LACK_STANDALONE] = "not stated whether it is a document of its own",
		[LACK_WRITTEN_FORM] = "not in written form",
	};
	must((unsigned)lack < LACK_COUNT);
	return texts[lack];
}
