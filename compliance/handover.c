/* handover.c - a log's key vouches for the one that comes after it. */
#include "compliance/handover.h"

#include <stdio.h>
#include <string.h>

static const char FIRST_LINE[] = "dozvon log key/v1";

void
handover_sign(const struct handover *handover, const uint8_t old_seed[KEY_SIZE], const uint8_t new_seed[KEY_SIZE],
    struct buf *note)
{
	uint8_t signature[SIGNATURE_SIZE];
	struct buf text = {0};

	buf_add_format(&text, "%s\n", FIRST_LINE);
	note_key_format(&handover->from, &text);
	buf_add_char(&text, '\n');
	note_key_format(&handover->to, &text);
	buf_add_char(&text, '\n');
	checkpoint_write_text(&handover->last, handover->to.name, &text);
	note_sign(buf_view(&text), &handover->from, old_seed, note);
	ed25519_sign(new_seed, text.data, text.len, signature);
	note_add_line(&handover->to, signature, sizeof(signature), note);
	buf_release(&text);
}

static bool
read_key(struct view *rest, struct note_key *out, struct err *err)
{
	struct view line;
	char text[NOTE_NAME + 128];

	if (!view_next_line(rest, &line) || line.len >= sizeof(text))
		return fail(err, ERR_INPUT, "not a change of key: expected %s, two keys, a checkpoint", FIRST_LINE);
	snprintf(text, sizeof(text), "%.*s", (int)line.len, line.data);
	return note_key_parse(text, out, err);
}

bool
handover_open(struct view note, struct handover *out, struct err *err)
{
	struct view text, rest, line, signatures;
	struct handover handover;

	if (!note_split(note, &rest, &signatures) || !view_next_line(&rest, &line) || !view_is(line, FIRST_LINE))
		return fail(err, ERR_INPUT, "not a change of key: expected %s, two keys, a checkpoint", FIRST_LINE);
	if (!read_key(&rest, &handover.from, err) || !read_key(&rest, &handover.to, err) ||
	    !checkpoint_read_text(rest, handover.to.name, &handover.last, err))
		return false;
	if (strcmp(handover.from.name, handover.to.name) != 0)
		return fail(err, ERR_REFUSED, "%s cannot take over the log of %s", handover.to.name, handover.from.name);
	if (!note_open(note, &handover.from, &text, err) || !note_open(note, &handover.to, &text, err))
		return false;
	*out = handover;
	return true;
}
