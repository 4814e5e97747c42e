/* text_preview.c - what a person will see or hear, made of a template and an imagined party. */
#include "campaigns/text_preview.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/sms.h"

void
text_preview_parts(struct view text, struct buf *out)
{
	struct sms_parts parts;

	sms_parts_count(text, &parts);
	buf_add_format(out, say("%s, units %d, parts %d, left in the last %d\n"), parts.ucs2 ? "UCS-2" : "GSM 03.38", parts.units,
	    parts.parts, parts.left);
	if (parts.ucs2)
		buf_add_format(out, say("first character outside GSM 03.38: \"%s\" (U+%04X), character %d\n"), parts.first_text,
		    parts.first, parts.first_at + 1);
}

/* The law's lines must be said word for word: the warning, and that the call is recorded. */
static bool
is_read_out(const struct template_version *version, const struct content_words *words, struct view line)
{
	struct lint *found = memory_new(sizeof(*found));
	struct lint_text text = {.text = line, .class = version->class, .channel = version->channel};

	lint(words, &text, found);
	bool read_out = found->warning || (version->channel == CHANNEL_CALL_OPERATOR && !lint_has(found, "M-10"));
	free(found);
	return read_out;
}

static void
add_script(const struct template_version *version, const struct content_words *words, const char *text, struct buf *out)
{
	for (int number = 1; *text != '\0'; number++) {
		size_t len = strcspn(text, "\n");
		bool read_out = is_read_out(version, words, (struct view){text, len});
		buf_add_format(out, "%3d %s %.*s\n", number, read_out ? say("[read out]") : "          ", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

bool
text_preview(const struct template_version *version, const struct content_words *words, const char *name, struct buf *out,
    struct err *err)
{
	struct template_constants constants = {.phone = view_of("+74951234567"), .clinic = view_of("Клиника"),
		.offer_until = version->offer_until, .price = version->price};
	struct template_values values = {.name = view_of(name), .unsubscribe = view_of("https://clinic.example/u/…"),
		.code = view_of("123456"), .confirm = view_of("https://clinic.example/c/…")};
	struct buf bound, text;

	buf_init(&bound);
	buf_init(&text);
	bool done = template_bind(version->body, &constants, &bound, err);
	if (done) {
		template_fill(bound.data, &values, version->channel, &text);
		if (version->sender[0] != '\0')
			buf_add_format(out, say("from: %s\n"), version->sender);
		if (version->subject[0] != '\0')
			buf_add_format(out, say("subject: %s\n"), version->subject);
		if (version->channel == CHANNEL_CALL_OPERATOR)
			add_script(version, words, text.data, out);
		else
			buf_add_format(out, "%s\n", text.data);
		if (version->channel == CHANNEL_SMS)
			text_preview_parts(buf_view(&text), out);
	}
	buf_release(&bound);
	buf_release(&text);
	return done;
}
