/* consent_evidence.c - the evidence fields of law.md 1.12 against the place where the consent was given.  Pure. */
#include "compliance/consent_evidence.h"

#include <jansson.h>
#include <string.h>

enum need { NO, YES, AT_CODE, AT_SCAN, AT_REPRESENTATIVE };

static const struct {
	const char *name;
	enum need need[POINT_COUNT];
} table[] = {
#define FIELD(name, web, desk, call, paper) \
	{#name, {[POINT_WEB_FORM] = web, [POINT_DESK] = desk, [POINT_CALL] = call, [POINT_PAPER] = paper}},
#include "compliance/consent_evidence.def"
#undef FIELD
};
enum { FIELDS = sizeof(table) / sizeof(table[0]) };

static const char *
text_of(const struct consent_evidence *evidence, const char *name)
{
	const char *text = json_string_value(json_object_get(evidence->object, name));
	return text ? text : "";
}

/* "web_form" is taken as well as "WEB_FORM". */
static enum collection_point
point_of(const char *text)
{
	char word[32];
	size_t len = strlen(text);

	if (len >= sizeof(word))
		return POINT_UNKNOWN;
	for (size_t i = 0; i <= len; i++)
		word[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];
	return collection_point_find(view_of(word));
}

void
consent_evidence_open(const struct consent_said *said, struct consent_evidence *out)
{
	out->object = said->evidence.len ? json_loadb(said->evidence.data, said->evidence.len, 0, NULL) : NULL;
	out->point = point_of(text_of(out, "collection_point"));
}

void
consent_evidence_release(struct consent_evidence *evidence)
{
	json_decref(evidence->object);
	evidence->object = NULL;
}

bool
consent_evidence_has(const struct consent_evidence *evidence, const char *name)
{
	const json_t *value = json_object_get(evidence->object, name);

	return json_is_string(value) ? *json_string_value(value) != '\0' : json_is_integer(value);
}

bool
consent_evidence_hash(const struct consent_evidence *evidence, const char *name, uint8_t out[SHA256_SIZE])
{
	return hex_read(text_of(evidence, name), out, SHA256_SIZE);
}

bool
consent_evidence_is_clause(const struct consent_evidence *evidence)
{
	return strcmp(text_of(evidence, "source"), "CONTRACT_CLAUSE") == 0;
}

static bool
is_needed(enum need need, const struct consent_said *said, const struct consent_evidence *evidence)
{
	switch (need) {
	case YES:
		return true;
	case AT_CODE:
		return said->fact.identity == IDENTITY_CODE_SMS || said->fact.identity == IDENTITY_DOUBLE_OPT_IN ||
		    said->fact.signature == SIGNATURE_SIMPLE_ES_SMS;
	case AT_SCAN:
		return said->fact.signature == SIGNATURE_PAPER_SCAN;
	case AT_REPRESENTATIVE:
		return consent_evidence_has(evidence, "representative_id");
	default:
		return false;
	}
}

/* Where nobody said where, the point itself is what is missing. */
int
consent_evidence_missing(const struct consent_said *said, const struct consent_evidence *evidence, struct buf *missing)
{
	int count = 0;

	for (size_t i = 0; i < FIELDS; i++) {
		bool is_point = i == 0;
		bool absent = is_point ? evidence->point == POINT_UNKNOWN :
		    evidence->point != POINT_UNKNOWN && is_needed(table[i].need[evidence->point], said, evidence) &&
		    !consent_evidence_has(evidence, table[i].name);
		if (!absent)
			continue;
		if (missing != NULL)
			buf_add_format(missing, "%s%s", count > 0 ? ", " : "", table[i].name);
		count++;
	}
	return count;
}

static bool
has_group(const json_t *groups, const char *name)
{
	size_t i;
	json_t *group;

	json_array_foreach((json_t *)groups, i, group)
		if (json_is_string(group) && strcmp(json_string_value(group), name) == 0)
			return true;
	return false;
}

bool
consent_evidence_is_written(const struct consent_said *said, const struct consent_evidence *evidence)
{
	static const char *const always[] = {"person", "operator", "purpose", "data", "actions", "term", "signature"};
	const json_t *groups = json_object_get(evidence->object, "written");

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		if (!has_group(groups, always[i]))
			return false;
	if (consent_evidence_has(evidence, "representative_id") && !has_group(groups, "representative"))
		return false;
	return said->processors.len <= 2 || has_group(groups, "processor");
}

bool
consent_evidence_fits_text(const struct consent_said *said, const struct consent_evidence *evidence)
{
	uint8_t hash[SHA256_SIZE];
	const char *stated = text_of(evidence, "text_sha256");

	if (json_is_true(json_object_get(evidence->object, "preticked")))
		return false;
	return *stated == '\0' ||
	    (hex_read(stated, hash, sizeof(hash)) && memcmp(hash, said->wording_sha256, sizeof(hash)) == 0);
}
