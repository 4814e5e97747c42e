/* consent_said.c - one act about a consent, read from a line; and what its proof lacks.  Pure. */
#include "compliance/consent_said.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/little.h"
#include "compliance/consent_evidence.h"

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
	struct consent_evidence evidence;
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
	consent_evidence_open(said, &evidence);
	if (consent_evidence_is_clause(&evidence))
		line_wrong(line, "evidence", "a clause of a contract is no consent (C-02)");
	consent_evidence_release(&evidence);
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

bool
identity_fits(enum identity_level level, enum address_kind kind, bool staff_named)
{
	switch (level) {
	case IDENTITY_UKEP:
		return true;
	case IDENTITY_DESK:
		return kind == ADDRESS_PHONE || staff_named;
	case IDENTITY_CODE_SMS:
		return kind == ADDRESS_PHONE;
	case IDENTITY_DOUBLE_OPT_IN:
		return kind == ADDRESS_EMAIL;
	default:
		return false;
	}
}

static bool
owner_is_known(const struct consent_said *said, const struct consent_evidence *evidence)
{
	return identity_fits(said->fact.identity, said->address.kind, consent_evidence_has(evidence, "staff_id"));
}

/* C-03, C-04, C-09: a tick or a voice is no written form; all groups are in the document; recipients are named. */
static bool
is_in_writing(const struct consent_said *said, const struct consent_evidence *evidence)
{
	switch (said->fact.signature) {
	case SIGNATURE_PAPER_SCAN:
		return consent_evidence_has(evidence, "scan_or_audio_sha256") && said->processors.len > 2 &&
		    consent_evidence_is_written(said, evidence);
	case SIGNATURE_UKEP:
	case SIGNATURE_UNEP:
	case SIGNATURE_SIMPLE_ES_SMS:
		return said->processors.len > 2 && consent_evidence_is_written(said, evidence);
	default:
		return false;
	}
}

/* W-01: a tick is an act of the person only on a form that the person fills in; voice, only where it was heard. */
static bool
is_own_act(const struct consent_said *said, const struct consent_evidence *evidence)
{
	if (said->fact.signature == SIGNATURE_TICK)
		return evidence->point != POINT_DESK && evidence->point != POINT_CALL && evidence->point != POINT_PAPER;
	return said->fact.signature != SIGNATURE_VOICE || evidence->point == POINT_CALL || evidence->point == POINT_UNKNOWN;
}

static enum consent_lack
lack_of_text(const struct consent_said *said, const struct consent_evidence *evidence)
{
	if (said->wording_id == 0)
		return LACK_WORDING;
	if (!said->wording_approved)
		return LACK_APPROVAL;
	if (said->wording_purposes != 0 && (said->fact.purposes & ~said->wording_purposes) != 0)
		return LACK_PURPOSE;
	return consent_evidence_fits_text(said, evidence) ? LACK_NOTHING : LACK_TEXT;
}

static enum consent_lack
lack_of(const struct consent_said *said, const struct consent_evidence *evidence)
{
	if (!owner_is_known(said, evidence))
		return LACK_IDENTITY;
	enum consent_lack lack = lack_of_text(said, evidence);
	if (lack != LACK_NOTHING)
		return lack;
	if (said->fact.signature <= SIGNATURE_NONE)
		return LACK_SIGNATURE;
	if (said->fact.standalone == TRI_UNKNOWN)
		return LACK_STANDALONE;
	if (!is_own_act(said, evidence))
		return LACK_OWN_ACT;
	if (said->fact.signature == SIGNATURE_SIMPLE_ES_SMS && !said->agreement_stored)
		return LACK_AGREEMENT;
	if (said->fact.code == CONSENT_HEALTH_WRITTEN && !is_in_writing(said, evidence))
		return LACK_WRITTEN_FORM;
	return consent_evidence_missing(said, evidence, NULL) > 0 ? LACK_EVIDENCE : LACK_NOTHING;
}

enum consent_lack
consent_said_lack(const struct consent_said *said)
{
	struct consent_evidence evidence;

	consent_evidence_open(said, &evidence);
	enum consent_lack lack = lack_of(said, &evidence);
	consent_evidence_release(&evidence);
	return lack;
}

void
consent_said_missing(const struct consent_said *said, struct buf *out)
{
	struct consent_evidence evidence;

	buf_clear(out);
	consent_evidence_open(said, &evidence);
	consent_evidence_missing(said, &evidence, out);
	consent_evidence_release(&evidence);
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
		[LACK_APPROVAL] = "the text that was shown is not approved by two persons",
		[LACK_PURPOSE] = "the text that was shown is about another purpose",
		[LACK_TEXT] = "another text was shown, or its tick was set beforehand",
		[LACK_OWN_ACT] = "the act is not the person's own: somebody else's tick, or a voice nobody recorded",
		[LACK_AGREEMENT] = "no stored agreement that a code from an SMS is a signature",
		[LACK_EVIDENCE] = "fields of the evidence are missing",
	};
	must((unsigned)lack < LACK_COUNT);
	return texts[lack];
}
