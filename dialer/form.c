/* form.c - form fields as a flat JSON object. */
#include "dialer/form.h"

#include <jansson.h>
#include <string.h>

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
decode(struct view text, struct buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i] == '+' ? ' ' : text.data[i];
		if (c == '%') {
			if (i + 2 >= text.len || hex_digit(text.data[i + 1]) < 0 || hex_digit(text.data[i + 2]) < 0)
				return false;
			c = (char)(hex_digit(text.data[i + 1]) << 4 | hex_digit(text.data[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return false;
		buf_add_char(out, c);
	}
	return true;
}

/* Letters of windows-1251; its other signs above 127 become question marks. */
static void
from_windows_1251(const struct buf *text, struct buf *out)
{
	for (size_t i = 0; i < text->len; i++) {
		unsigned char c = (unsigned char)text->data[i];
		unsigned code = c < 0x80 ? c : c >= 0xc0 ? 0x410 + c - 0xc0u : c == 0xa8 ? 0x401 : c == 0xb8 ? 0x451 : '?';
		if (code >= 0x80) {
			buf_add_char(out, (char)(0xc0 | code >> 6));
			buf_add_char(out, (char)(0x80 | (code & 0x3f)));
		} else {
			buf_add_char(out, (char)code);
		}
	}
}

static json_t *
value_text(const struct buf *value)
{
	struct buf recoded = {0};
	json_t *text = json_stringn(value->len ? value->data : "", value->len);

	if (text != NULL)
		return text;
	from_windows_1251(value, &recoded);
	text = json_stringn(recoded.data, recoded.len);
	buf_release(&recoded);
	return text;
}

/* The next "name=value" of the text, still encoded; false after the last. */
static bool
next_pair(struct view *rest, struct view *name, struct view *value)
{
	if (rest->len == 0)
		return false;
	const char *end = memchr(rest->data, '&', rest->len);
	size_t len = end != NULL ? (size_t)(end - rest->data) : rest->len;
	const char *equals = len > 0 ? memchr(rest->data, '=', len) : NULL;
	*name = (struct view){rest->data, equals != NULL ? (size_t)(equals - rest->data) : len};
	*value = equals != NULL ? (struct view){equals + 1, len - name->len - 1} : (struct view){"", 0};
	size_t used = len + (end != NULL);
	*rest = (struct view){rest->data + used, rest->len - used};
	return true;
}

json_t *
form_read(struct view text)
{
	struct view name, value;
	struct buf key = {0}, decoded = {0};
	json_t *form = json_pack("{}");
	bool right = true;

	for (int fields = 0; right && next_pair(&text, &name, &value); fields++) {
		buf_clear(&key);
		buf_clear(&decoded);
		right = fields < FORM_FIELDS && decode(name, &key) && decode(value, &decoded);
		if (right && key.len > 0) {
			json_t *field = value_text(&decoded);
			right = field != NULL && json_object_set_new(form, key.data, field) == 0;
		}
	}
	buf_release(&key);
	buf_release(&decoded);
	if (right)
		return form;
	json_decref(form);
	return NULL;
}

bool
form_field(struct view text, const char *wanted, struct buf *out)
{
	struct view name, value;

	while (next_pair(&text, &name, &value))
		if (view_is(name, wanted))
			return decode(value, out);
	return false;
}
