/* note.c - a signed note: text, an empty line, signatures. */
#include "compliance/note.h"

#include <string.h>
#include <unistr.h>

enum { SIGNATURES_MAX = 100 };
static const char DASH[] = "\xe2\x80\x94 ";	/* U+2014 and a space */

static bool
name_is_valid(const char *name)
{
	size_t len = strlen(name);

	if (len == 0 || len >= NOTE_NAME || u8_check((const uint8_t *)name, len) != NULL)
		return false;
	return strpbrk(name, "+ \t\n\v\f\r") == NULL && strstr(name, "\xc2\xa0") == NULL;
}

/* The number that keys go by: the first bytes of SHA-256(name, line feed, algorithm, key). */
static void
set_id(struct note_key *key)
{
	struct buf text = {0};
	uint8_t hash[SHA256_SIZE];

	buf_add_text(&text, key->name);
	buf_add_char(&text, '\n');
	buf_add_char(&text, (char)key->kind);
	buf_add(&text, key->public_key, KEY_SIZE);
	sha256(text.data, text.len, hash);
	memcpy(key->id, hash, sizeof(key->id));
	buf_release(&text);
}

static bool
make(enum note_kind kind, const char *name, const uint8_t seed[KEY_SIZE], struct note_key *out, struct err *err)
{
	if (!name_is_valid(name))
		return fail(err, ERR_INPUT, "\"%s\" cannot name a log: it must not be empty nor hold spaces or '+'", name);
	out->kind = kind;
	memcpy(out->name, name, strlen(name) + 1);
	ed25519_public(seed, out->public_key);
	set_id(out);
	return true;
}

bool
note_key_make(const char *name, const uint8_t seed[KEY_SIZE], struct note_key *out, struct err *err)
{
	return make(NOTE_LOG, name, seed, out, err);
}

bool
note_key_make_witness(const char *name, const uint8_t seed[KEY_SIZE], struct note_key *out, struct err *err)
{
	return make(NOTE_WITNESS, name, seed, out, err);
}

static bool
parse(enum note_kind kind, const char *text, struct note_key *out, struct err *err)
{
	struct note_key key = {.kind = kind};
	uint8_t bytes[1 + KEY_SIZE], id[4];
	size_t name_len = strcspn(text, "+"), len;
	char hex[9] = "";

	if (name_len >= NOTE_NAME || strlen(text) < name_len + 10 || text[name_len + 9] != '+')
		return fail(err, ERR_INPUT, "\"%s\" is not a verifier key: expected NAME+HEX+BASE64", text);
	memcpy(key.name, text, name_len);
	memcpy(hex, text + name_len + 1, 8);
	const char *encoded = text + name_len + 10;
	if (!name_is_valid(key.name) || !hex_read(hex, id, sizeof(id)) ||
	    !base64_read(encoded, strlen(encoded), bytes, sizeof(bytes), &len) || len != sizeof(bytes))
		return fail(err, ERR_INPUT, "\"%s\" is not a verifier key: expected NAME+HEX+BASE64", text);
	if (bytes[0] != kind)
		return fail(err, ERR_INPUT, kind == NOTE_LOG ? "the verifier key of %s is not of Ed25519" :
		    "the verifier key of %s is not that of a witness", key.name);
	memcpy(key.public_key, bytes + 1, KEY_SIZE);
	set_id(&key);
	if (memcmp(id, key.id, sizeof(id)) != 0)
		return fail(err, ERR_INPUT, "the verifier key of %s has a wrong number: mistyped?", key.name);
	*out = key;
	return true;
}

bool
note_key_parse(const char *text, struct note_key *out, struct err *err)
{
	return parse(NOTE_LOG, text, out, err);
}

bool
note_key_parse_witness(const char *text, struct note_key *out, struct err *err)
{
	return parse(NOTE_WITNESS, text, out, err);
}

void
note_key_format(const struct note_key *key, struct buf *out)
{
	uint8_t bytes[1 + KEY_SIZE] = {(uint8_t)key->kind};

	memcpy(bytes + 1, key->public_key, KEY_SIZE);
	buf_add_text(out, key->name);
	buf_add_char(out, '+');
	hex_add(out, key->id, sizeof(key->id));
	buf_add_char(out, '+');
	base64_add(out, bytes, sizeof(bytes));
}

void
note_add_line(const struct note_key *key, const void *signature, size_t len, struct buf *out)
{
	struct buf bytes = {0};

	buf_add(&bytes, key->id, 4);
	buf_add(&bytes, signature, len);
	buf_add_text(out, DASH);
	buf_add_text(out, key->name);
	buf_add_char(out, ' ');
	base64_add(out, bytes.data, bytes.len);
	buf_add_char(out, '\n');
	buf_release(&bytes);
}

void
note_sign(struct view text, const struct note_key *key, const uint8_t seed[KEY_SIZE], struct buf *out)
{
	uint8_t signature[SIGNATURE_SIZE];

	must(text.len > 0 && text.data[text.len - 1] == '\n');
	ed25519_sign(seed, text.data, text.len, signature);
	buf_add(out, text.data, text.len);
	buf_add_char(out, '\n');
	note_add_line(key, signature, sizeof(signature), out);
}

/* The text ends before the last empty line; what follows must be whole lines. */
bool
note_split(struct view note, struct view *text, struct view *signatures)
{
	if (note.len < 3 || note.len > NOTE_MAX || note.data[note.len - 1] != '\n' ||
	    u8_check((const uint8_t *)note.data, note.len) != NULL)
		return false;
	for (size_t i = 0; i < note.len; i++)
		if ((unsigned char)note.data[i] < ' ' && note.data[i] != '\n')
			return false;
	size_t at = note.len - 1;
	while (at > 0 && !(note.data[at] == '\n' && note.data[at - 1] == '\n'))
		at--;
	if (at == 0 || at == note.len - 1)
		return false;
	*text = (struct view){note.data, at};
	*signatures = (struct view){note.data + at + 1, note.len - at - 1};
	return true;
}

/* Only the one canonical spelling: else a bit of a signature line could change unseen. */
static bool
base64_read_strictly(struct view text, uint8_t *out, size_t max, size_t *len)
{
	struct buf again = {0};

	if (!base64_read(text.data, text.len, out, max, len))
		return false;
	base64_add(&again, out, *len);
	bool is_same = again.len == text.len && memcmp(again.data, text.data, text.len) == 0;
	buf_release(&again);
	return is_same;
}

/* One line without its line feed; bytes: key id and signature. */
bool
note_read_line(struct view line, struct view *name, uint8_t *bytes, size_t max, size_t *len)
{
	size_t dash = strlen(DASH);

	if (line.len <= dash || memcmp(line.data, DASH, dash) != 0)
		return false;
	name->data = line.data + dash;
	const char *space = memchr(name->data, ' ', line.len - dash);
	if (space == NULL || space == name->data)
		return false;
	name->len = (size_t)(space - name->data);
	struct view encoded = {space + 1, (size_t)(line.data + line.len - space - 1)};
	return base64_read_strictly(encoded, bytes, max, len) && *len >= 5;
}

bool
note_open(struct view note, const struct note_key *key, struct view *text, struct err *err)
{
	struct view signed_text, rest, name;
	bool is_signed = false, has_other_key = false;
	uint8_t bytes[8192];
	size_t len, lines = 0;

	if (!note_split(note, &signed_text, &rest))
		return fail(err, ERR_INPUT, "not a signed note: expected text, an empty line and signatures");
	while (rest.len > 0) {
		const char *end = memchr(rest.data, '\n', rest.len);
		struct view line = {rest.data, (size_t)(end - rest.data)};
		if (++lines > SIGNATURES_MAX || !note_read_line(line, &name, bytes, sizeof(bytes), &len))
			return fail(err, ERR_INPUT, "not a signed note: signature line %zu is damaged", lines);
		rest = (struct view){end + 1, rest.len - line.len - 1};
		if (!view_is(name, key->name))
			continue;
		if (memcmp(bytes, key->id, 4) != 0) {
			has_other_key = true;
			continue;
		}
		if (len != 4 + SIGNATURE_SIZE || !ed25519_verify(key->public_key, signed_text.data, signed_text.len, bytes + 4))
			return fail(err, ERR_REFUSED, "the signature of %s is false", key->name);
		is_signed = true;
	}
	if (!is_signed && has_other_key)
		return fail(err, ERR_REFUSED, "not signed by %s with this key but with another: the key has changed, "
		    "and no known key vouches for the new one", key->name);
	if (!is_signed)
		return fail(err, ERR_REFUSED, "not signed by %s", key->name);
	*text = signed_text;
	return true;
}

bool
note_has_line(struct view note, const struct note_key *key)
{
	struct view text, rest, line, name;
	uint8_t bytes[8192];
	size_t len;

	if (!note_split(note, &text, &rest))
		return false;
	while (view_next_line(&rest, &line))
		if (note_read_line(line, &name, bytes, sizeof(bytes), &len) && view_is(name, key->name) &&
		    memcmp(bytes, key->id, sizeof(key->id)) == 0)
			return true;
	return false;
}
