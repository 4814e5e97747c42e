/* checkpoint.c - a signed tree head: origin, size, root. */
#include "compliance/checkpoint.h"

#include <string.h>

void
checkpoint_write_text(const struct checkpoint *checkpoint, const char *origin, struct buf *out)
{
	buf_add_format(out, "%s\n%llu\n", origin, (unsigned long long)checkpoint->size);
	base64_add(out, checkpoint->root.bytes, SHA256_SIZE);
	buf_add_char(out, '\n');
}

void
checkpoint_sign(const struct checkpoint *checkpoint, const struct note_key *key, const uint8_t seed[KEY_SIZE],
    struct buf *note)
{
	struct buf text = {0};

	checkpoint_write_text(checkpoint, key->name, &text);
	note_sign(buf_view(&text), key, seed, note);
	buf_release(&text);
}

static bool
read_size(struct view digits, uint64_t *out)
{
	uint64_t size = 0;

	if (digits.len == 0 || digits.len > 18 || (digits.len > 1 && digits.data[0] == '0'))
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.data[i] < '0' || digits.data[i] > '9')
			return false;
		size = size * 10 + (uint64_t)(digits.data[i] - '0');
	}
	*out = size;
	return true;
}

bool
checkpoint_read_text(struct view text, const char *origin, struct checkpoint *out, struct err *err)
{
	struct checkpoint checkpoint;
	struct view line;
	size_t len;

	if (!view_next_line(&text, &line) || !view_is(line, origin))
		return fail(err, ERR_REFUSED, "the checkpoint's origin is not %s", origin);
	if (!view_next_line(&text, &line) || !read_size(line, &checkpoint.size))
		return fail(err, ERR_INPUT, "the checkpoint's second line is not a tree size");
	if (!view_next_line(&text, &line) ||
	    !base64_read(line.data, line.len, checkpoint.root.bytes, SHA256_SIZE, &len) || len != SHA256_SIZE)
		return fail(err, ERR_INPUT, "the checkpoint's third line is not a root hash");
	*out = checkpoint;
	return true;
}

bool
checkpoint_open(struct view note, const struct note_key *key, struct checkpoint *out, struct err *err)
{
	struct view text;

	return note_open(note, key, &text, err) && checkpoint_read_text(text, key->name, out, err);
}
