/* witnesses.c - the witnesses that the settings name. */
#include "compliance/witnesses.h"

#include <stdio.h>
#include <string.h>

#include "compliance/cosignature.h"

static bool
read_one(const char *at, size_t len, struct witnesses *out, struct err *err)
{
	char pair[NOTE_NAME + 128 + WITNESS_URL], key[sizeof(pair)], url[sizeof(pair)];

	if (len >= sizeof(pair))
		return fail(err, ERR_INPUT, "settings: witnesses: one of them is too long");
	snprintf(pair, sizeof(pair), "%.*s", (int)len, at);
	if (sscanf(pair, "%s %s", key, url) != 2 || strlen(url) >= WITNESS_URL || strncmp(url, "http", 4) != 0)
		return fail(err, ERR_INPUT, "settings: witnesses: expected VKEY URL, VKEY URL");
	if (out->count == WITNESSES_MAX)
		return fail(err, ERR_INPUT, "settings: witnesses: more than %d", WITNESSES_MAX);
	if (!note_key_parse_witness(key, &out->at[out->count].key, err))
		return fail_prefix(err, "settings: witnesses");
	url[strlen(url) - (url[strlen(url) - 1] == '/')] = '\0';
	memcpy(out->at[out->count++].url, url, strlen(url) + 1);
	return true;
}

bool
witnesses_read(const char *text, struct witnesses *out, struct err *err)
{
	out->count = 0;
	while (text[strspn(text, " ")] != '\0') {
		size_t len = strcspn(text, ",");
		if (!read_one(text, len, out, err))
			return false;
		text += len + (text[len] == ',');
	}
	return true;
}

bool
witnesses_count(const struct witnesses *witnesses, struct view note, int *out, struct err *err)
{
	int64_t seconds;

	*out = 0;
	for (int i = 0; i < witnesses->count; i++) {
		if (cosignature_check(note, &witnesses->at[i].key, &seconds, err))
			++*out;
		else if (err->kind != ERR_ABSENT)
			return false;
	}
	return true;
}
