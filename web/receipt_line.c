/* receipt_line.c - one consent as its person sees it: the text, how it stands, the button that takes it back. */
#include "web/receipt_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "web/page.h"

static const char *
state_of(const struct receipt_line *line, int64_t now)
{
	if (!line->given)
		return say("You refused this");
	if (line->taken_back)
		return say("You have taken this back");
	return line->valid_until != 0 && line->valid_until <= now ? say("Its time is over") : say("In force");
}

void
receipt_line_add(struct buf *body, const struct receipt_line *line, int number, int64_t now, const char *hidden)
{
	buf_add_format(body, "<fieldset><legend>%s</legend><p>",
	    lang_get() == LANG_RU ? consent_code_russian(line->code) : consent_code_name(line->code));
	page_text(body, line->text);
	buf_add_text(body, "</p><p>");
	page_text(body, line->entity);
	buf_add_text(body, ", ");
	page_day(body, line->said_at);
	if (line->valid_until != 0) {
		buf_add_format(body, " %s ", say("until"));
		page_day(body, line->valid_until);
	}
	buf_add_format(body, ". <strong>%s</strong></p>", state_of(line, now));
	if (hidden != NULL && line->given && !line->taken_back)
		buf_add_format(body, "<form method=\"post\">%s<button name=\"withdraw\" value=\"%d\" class=\"second\">%s</button></form>",
		    hidden, number, say("Take this back"));
	buf_add_text(body, "</fieldset>\n");
}

uint16_t
receipt_line_read(const struct receipt_opened *receipt, const char *word)
{
	char *end;

	if (strcmp(word, "all") == 0)
		return (uint16_t)((1u << receipt->lines) - 1);
	long number = strtol(word, &end, 10);
	return *end == '\0' && number >= 1 && number <= receipt->lines ? WORD_BIT(number) : 0;
}
