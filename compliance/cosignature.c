/* cosignature.c - a witness's line under a log's checkpoint. */
#include "compliance/cosignature.h"

#include <string.h>

/* What is signed: the instant stands in front of the checkpoint, so neither can be exchanged. */
static void
signed_text(struct view text, int64_t seconds, struct buf *out)
{
	buf_add_format(out, "cosignature/v1\ntime %lld\n", (long long)seconds);
	buf_add(out, text.data, text.len);
}

void
cosignature_add(struct view text, const struct note_key *witness, const uint8_t seed[KEY_SIZE], int64_t seconds,
    struct buf *out)
{
	uint8_t bytes[COSIGNATURE_SIZE];
	struct buf message = {0};

	must(witness->kind == NOTE_WITNESS && seconds >= 0);
	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)((uint64_t)seconds >> (8 * (7 - i)));
	signed_text(text, seconds, &message);
	ed25519_sign(seed, message.data, message.len, bytes + 8);
	note_add_line(witness, bytes, sizeof(bytes), out);
	buf_release(&message);
}

static bool
verify(struct view text, const struct note_key *witness, const uint8_t *bytes, size_t len, int64_t *seconds)
{
	struct buf message = {0};
	uint64_t at = 0;

	if (len != COSIGNATURE_SIZE)
		return false;
	for (int i = 0; i < 8; i++)
		at = at << 8 | bytes[i];
	if (at > INT64_MAX)
		return false;
	signed_text(text, (int64_t)at, &message);
	bool is_true = ed25519_verify(witness->public_key, message.data, message.len, bytes + 8);
	buf_release(&message);
	*seconds = (int64_t)at;
	return is_true;
}

bool
cosignature_check(struct view note, const struct note_key *witness, int64_t *seconds, struct err *err)
{
	struct view text, rest, name;
	uint8_t bytes[8192];
	size_t len;
	int64_t at;

	if (!note_split(note, &text, &rest))
		return fail(err, ERR_INPUT, "not a signed note: expected text, an empty line and signatures");
	while (rest.len > 0) {
		const char *end = memchr(rest.data, '\n', rest.len);
		struct view line = {rest.data, (size_t)(end - rest.data)};
		rest = (struct view){end + 1, rest.len - line.len - 1};
		if (!note_read_line(line, &name, bytes, sizeof(bytes), &len) || !view_is(name, witness->name) ||
		    memcmp(bytes, witness->id, 4) != 0)
			continue;
		if (!verify(text, witness, bytes + 4, len - 4, &at))
			return fail(err, ERR_REFUSED, "the cosignature of %s is false", witness->name);
		*seconds = at;
		return true;
	}
	return fail(err, ERR_ABSENT, "not cosigned by %s", witness->name);
}
