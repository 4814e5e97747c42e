/* export_mark.c - which export a copy is of, written into it seen and unseen. */
#include "campaigns/export_mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_BITS = 32, PROOF_BITS = 32, BITS = NUMBER_BITS + PROOF_BITS, SIGN = 3 };	/* bytes of a sign in UTF-8 */

static const char BEGIN[] = "\xe2\x81\xa0";			/* U+2060, word joiner */
static const char *const BIT[2] = {"\xe2\x80\x8b", "\xe2\x80\x8c"};	/* U+200B, U+200C */

static uint32_t
proof_of(const struct installation_key *key, int64_t export)
{
	uint8_t mac[SHA256_SIZE];
	char text[40];
	int len = snprintf(text, sizeof(text), "export%c%lld", 0, (long long)export);

	hmac_sha256(key->bytes, KEY_SIZE, text, (size_t)len, mac);
	return (uint32_t)mac[0] << 24 | (uint32_t)mac[1] << 16 | (uint32_t)mac[2] << 8 | mac[3];
}

void
export_mark_code(const struct installation_key *key, int64_t export, char out[EXPORT_MARK_CODE])
{
	snprintf(out, EXPORT_MARK_CODE, "%lld-%08x", (long long)export, proof_of(key, export));
}

void
export_mark_name(const struct installation_key *key, int64_t export, struct view name, struct buf *out)
{
	uint64_t bits = (uint64_t)export << PROOF_BITS | proof_of(key, export);
	size_t first = name.len > 0 ? 1 : 0;

	while (first < name.len && ((unsigned char)name.data[first] & 0xc0) == 0x80)
		first++;
	buf_add(out, name.data, first);
	buf_add_text(out, BEGIN);
	for (int i = BITS - 1; i >= 0; i--)
		buf_add_text(out, BIT[bits >> i & 1]);
	buf_add(out, name.data + first, name.len - first);
}

static int
add_once(int64_t export, int64_t out[EXPORT_MARKS_FOUND], int count)
{
	for (int i = 0; i < count; i++)
		if (out[i] == export)
			return count;
	if (count < EXPORT_MARKS_FOUND)
		out[count++] = export;
	return count;
}

/* 0: what stands here is no mark. */
static int64_t
read_unseen(const struct installation_key *key, const char *at, const char *end)
{
	uint64_t bits = 0;

	if (end - at < SIGN * (BITS + 1) || memcmp(at, BEGIN, SIGN) != 0)
		return 0;
	for (int i = 0; i < BITS; i++) {
		at += SIGN;
		if (memcmp(at, BIT[0], SIGN) != 0 && memcmp(at, BIT[1], SIGN) != 0)
			return 0;
		bits = bits << 1 | (memcmp(at, BIT[1], SIGN) == 0);
	}
	int64_t export = (int64_t)(bits >> PROOF_BITS);
	return export > 0 && proof_of(key, export) == (uint32_t)bits ? export : 0;
}

static int64_t
read_seen(const struct installation_key *key, const char *begin, const char *dash, const char *end)
{
	char code[EXPORT_MARK_CODE], number[12] = "";
	const char *from = dash;

	while (from > begin && dash - from < 10 && from[-1] >= '0' && from[-1] <= '9')
		from--;
	if (from == dash || end - dash < 9)
		return 0;
	memcpy(number, from, (size_t)(dash - from));
	export_mark_code(key, strtoll(number, NULL, 10), code);
	return strncmp(strchr(code, '-'), dash, 9) == 0 ? strtoll(number, NULL, 10) : 0;
}

int
export_mark_find(const struct installation_key *key, struct view text, int64_t out[EXPORT_MARKS_FOUND])
{
	const char *end = text.data + text.len;
	int count = 0;

	for (const char *at = text.data; at < end; at++) {
		int64_t export = *at == BEGIN[0] ? read_unseen(key, at, end) : *at == '-' ? read_seen(key, text.data, at, end) : 0;
		if (export != 0)
			count = add_once(export, out, count);
	}
	return count;
}
