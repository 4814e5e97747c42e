/* acts.c - what patients and companies agreed to, refused, and are bound by: the lines of the JSON files. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/crypto.h"
#include "tests/samples/samples.h"

static const struct wording {
	const char *name, *code, *channels[3], *purposes[4], *body;
} wordings[] = {
	{"PD_PROMO", "PD_PROMO", {"SMS", "CALL_OPERATOR", "EMAIL"}, {"AD_PROMO"},
	    "Я согласен на обработку моих имени, телефона и адреса эл. почты для продвижения услуг клиники.\n"},
	{"AD_CHANNEL", "AD_CHANNEL", {"SMS", "CALL_OPERATOR", "EMAIL"}, {"AD_PROMO"},
	    "Я согласен получать рекламу клиники по телефону, в SMS и по эл. почте.\n"},
	{"COMM_SMS", "COMM_SMS", {"SMS"}, {"AD_PROMO", "SERVICE_REMINDER", "SURVEY", "RECALL"},
	    "Я согласен получать сообщения клиники, отправляемые массово.\n"},
	{"COMM_AUTOCALL", "COMM_AUTOCALL", {"CALL_ROBOT"}, {"SERVICE_REMINDER", "SURVEY", "RECALL", "WAITING_LIST"},
	    "Я согласен на автоматические звонки клиники с напоминаниями.\n"},
	/* One consent is for one purpose (C-01): offers to companies have texts of their own. */
	{"B2B_PD", "PD_PROMO", {"EMAIL"}, {"B2B_OFFER"},
	    "Я согласен на обработку моих имени и рабочего адреса для предложений моей компании.\n"},
	{"B2B_AD", "AD_CHANNEL", {"EMAIL"}, {"B2B_OFFER"},
	    "Мы согласны получать по эл. почте рекламу клиники и предложения нашей компании.\n"},
};
enum { WORDINGS = sizeof(wordings) / sizeof(wordings[0]), OF_PATIENTS = 4 };

enum state { FULL, NOTHING, UNPROVEN, EXPIRED, WITHDRAWN, LEGACY, OTHER_ENTITY };

static void
words(struct json *json, const char *name, const char *const *word, size_t max)
{
	json_key(json, name);
	json_array(json);
	for (size_t i = 0; i < max && word[i] != NULL; i++)
		json_text(json, word[i]);
	json_end(json);
}

static void
member(struct json *json, const char *name, const char *value)
{
	json_key(json, name);
	json_text(json, value);
}

/* law.md 1.12: signed at the desk, on paper, scanned. */
static void
evidence(struct json *json, struct chance *chance, const struct wording *wording, const char *at)
{
	uint8_t hash[SHA256_SIZE];
	char scan[32];

	json_key(json, "evidence");
	json_object(json);
	member(json, "collection_point", "DESK");
	member(json, "form_id", "F-12");
	sha256(wording->body, strlen(wording->body), hash);
	json_key(json, "text_sha256");
	json_hex(json, hash, sizeof(hash));
	member(json, "act", "signature");
	member(json, "staff_id", "registry-2");
	member(json, "granted_at_utc", at);
	member(json, "local_zone", "Europe/Moscow");
	snprintf(scan, sizeof(scan), "scan %u", chance_below(chance, UINT32_MAX));
	sha256(scan, strlen(scan), hash);
	json_key(json, "scan_or_audio_sha256");
	json_hex(json, hash, sizeof(hash));
	json_end(json);
}

static void
uuid_member(struct json *json, struct chance *chance)
{
	char text[40];

	snprintf(text, sizeof(text), "%08x-%04x-8%03x-8%03x-%08x%04x", chance_below(chance, UINT32_MAX),
	    chance_below(chance, 65536), chance_below(chance, 4096), chance_below(chance, 4096),
	    chance_below(chance, UINT32_MAX), chance_below(chance, 65536));
	member(json, "consent_id", text);
}

static void
base_line(struct json *json, struct buf *out, const char *address, const struct wording *wording, const char *act,
    const char *at, enum state state)
{
	json_start_loose(json, out);
	json_object(json);
	member(json, "address", address);
	member(json, "code", wording->code);
	words(json, "channels", wording->channels, 3);
	words(json, "purposes", wording->purposes, 4);
	member(json, "entity_inn", state == OTHER_ENTITY ? SAMPLES_OTHER_ENTITY : SAMPLES_ENTITY);
	member(json, "act", act);
	member(json, "at", at);
}

static void
give(struct chance *chance, const char *address, const struct wording *wording, enum state state, struct output *out)
{
	struct chance id = *chance;
	struct json json;
	char at[32];

	snprintf(at, sizeof(at), "%s-%02u-%02uT09:30:00Z", state == LEGACY ? "2025" : "2026", 1 + chance_below(chance, 8),
	    1 + chance_below(chance, 28));
	base_line(&json, &out->consents, address, wording, "given", at, state);
	uuid_member(&json, &id);
	member(&json, "valid_until", state == EXPIRED ? "2026-11-01T00:00:00Z" : "2029-01-01T00:00:00Z");
	json_key(&json, "standalone");
	json_bool(&json, state != LEGACY);
	if (state == UNPROVEN) {
		member(&json, "identity_level", "NONE");
		member(&json, "signature_kind", "TICK");
	} else {
		json_key(&json, "wording");
		json_object(&json);
		member(&json, "name", wording->name);
		json_key(&json, "version");
		json_int(&json, 1);
		json_end(&json);
		member(&json, "identity_level", "DESK");
		member(&json, "signature_kind", "PAPER_SCAN");
		json_key(&json, "processors");
		json_array(&json);
		json_text(&json, "ООО Провайдер");
		json_end(&json);
		evidence(&json, chance, wording, at);
	}
	json_end(&json);
	buf_add_char(&out->consents, '\n');
	out->patient_sums.consents++;
}

static void
withdraw(struct chance before, const char *address, const struct wording *wording, struct output *out)
{
	struct json json;

	base_line(&json, &out->consents, address, wording, "withdrawn", "2026-10-15T12:00:00Z", WITHDRAWN);
	uuid_member(&json, &before);
	json_end(&json);
	buf_add_char(&out->consents, '\n');
	out->patient_sums.withdrawals++;
}

static enum state
choose(struct chance *chance)
{
	uint32_t part = chance_below(chance, 100);

	if (part < 70)
		return FULL;
	if (part < 80)
		return NOTHING;
	return part < 85 ? UNPROVEN : part < 89 ? EXPIRED : part < 93 ? WITHDRAWN : part < 97 ? LEGACY : OTHER_ENTITY;
}

static void
bind(const char *address, int64_t n, struct output *out)
{
	static const char *const purposes[] = {"SERVICE_REMINDER", "WAITING_LIST", "SURVEY", "RECALL", "CONTRACT"};
	struct json json;
	char reference[32];

	json_start_loose(&json, &out->bases);
	json_object(&json);
	member(&json, "kind", "basis");
	member(&json, "address", address);
	member(&json, "basis", "CONTRACT");
	words(&json, "purposes", purposes, 5);
	member(&json, "entity_inn", SAMPLES_ENTITY);
	snprintf(reference, sizeof(reference), "Д-%06lld", (long long)n);
	member(&json, "reference", reference);
	member(&json, "valid_from", "2025-01-10T00:00:00Z");
	json_end(&json);
	buf_add_char(&out->bases, '\n');
	out->patient_sums.bases++;
}

static void
refuse(struct chance *chance, const char *address, struct output *out)
{
	static const struct {
		const char *scope, *channel, *path;
	} refusals[] = {{"ADS_ALL", NULL, "web"}, {"SMS_ALL", NULL, "sms"}, {"CALLS_ALL", NULL, "agent"},
		{"ADS_CHANNEL", "SMS", "sms"}, {"ADS_CHANNEL", "CALL_OPERATOR", "desk"}, {"AUTOCALL", NULL, "dtmf"},
		{"ALL_CONTACT", NULL, "letter"}, {"WRONG_PERSON", NULL, "agent"}, {"SURVEYS", NULL, "link"},
		{"PD_WITHDRAWAL", NULL, "letter"}};
	uint32_t which = chance_below(chance, sizeof(refusals) / sizeof(refusals[0]));
	struct json json;

	json_start_loose(&json, &out->refusals);
	json_object(&json);
	member(&json, "address", address);
	member(&json, "scope", refusals[which].scope);
	if (refusals[which].channel != NULL)
		member(&json, "channel", refusals[which].channel);
	member(&json, "entity_inn", SAMPLES_ENTITY);
	member(&json, "path", refusals[which].path);
	member(&json, "said_at", "2026-11-10T10:00:00Z");
	json_key(&json, "evidence");
	json_object(&json);
	json_end(&json);
	json_end(&json);
	buf_add_char(&out->refusals, '\n');
	out->patient_sums.refusals++;
}

void
patient_acts(struct chance *chance, const char *address, int64_t n, struct output *out)
{
	enum state state = choose(chance);

	for (int i = 0; i < OF_PATIENTS && state != NOTHING; i++) {
		struct chance before = *chance;
		give(chance, address, &wordings[i], state, out);
		if (state == WITHDRAWN)
			withdraw(before, address, &wordings[i], out);
	}
	if (chance_percent(chance, 92))
		bind(address, n, out);
	if (chance_percent(chance, 3))
		refuse(chance, address, out);
}

void
company_acts(struct chance *chance, const char *address, bool person, struct output *out)
{
	if (chance_percent(chance, 15))
		return;
	for (int i = person ? OF_PATIENTS : OF_PATIENTS + 1; i < WORDINGS; i++)
		give(chance, address, &wordings[i], FULL, out);
}

void
wordings_write(const char *folder)
{
	char path[600];
	struct err err;

	mkdir(folder, 0755);
	for (int i = 0; i < WORDINGS; i++) {
		snprintf(path, sizeof(path), "%s/%s.txt", folder, wordings[i].name);
		must(file_write_whole(path, wordings[i].body, strlen(wordings[i].body), &err));
	}
}
