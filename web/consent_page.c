/*
 * consent_page.c - the pages of a form of consents: plain HTML, no script, nothing from elsewhere.
 *
 * Each text stands whole above its own box; no box is ticked, none must be
 * (C-07).  The page says that refusing costs nothing.
 */
#include "web/consent_page.h"

#include "base/clock.h"
#include "base/lang.h"
#include "web/consent_post.h"
#include "web/page.h"

static void
add_wrong(struct buf *body, const char *wrong)
{
	if (wrong == NULL)
		return;
	buf_add_text(body, "<p class=\"wrong\" role=\"alert\">");
	page_text(body, wrong);
	buf_add_text(body, "</p>\n");
}

static void
add_item(struct buf *body, const struct form_item *item)
{
	buf_add_format(body, "<fieldset><legend>%s</legend><p lang=\"%s\">",
	    lang_get() == LANG_RU ? consent_code_russian(item->code) : consent_code_name(item->code), item->language);
	page_text(body, item->body);
	buf_add_format(body, "</p><label><input type=\"checkbox\" name=\"box%d\" value=\"yes\" autocomplete=\"off\"> %s</label></fieldset>\n",
	    item->place, say("I agree"));
}

void
consent_page_form(struct call *call, const struct form *form, int status, const char *wrong)
{
	char page[LINK_TOKEN_TEXT];
	struct buf body = {0};

	page_token_make(&call->site->key, form, uuid_new(call->now), page);
	add_wrong(&body, wrong);
	buf_add_text(&body, "<p>");
	page_text(&body, form->entity);
	buf_add_format(&body, "</p>\n<p>%s</p>\n<form method=\"post\" action=\"/consent/%s\">\n"
	    "<input type=\"hidden\" name=\"page\" value=\"%s\">\n"
	    "<label>%s<input name=\"name\" maxlength=\"100\" required autocomplete=\"name\"></label>\n"
	    "<label>%s<input name=\"address\" maxlength=\"200\" required></label>\n",
	    say("Each box is a decision of its own. None has to be ticked: treatment and service do not depend on it."),
	    form->name, page, say("Your name"), say("Telephone or e-mail"));
	for (int i = 0; i < form->items; i++)
		add_item(&body, &form->item[i]);
	buf_add_format(&body, "<button>%s</button>\n</form>\n", say("Get a code and confirm"));
	page_reply_framed(call->request, status, form->title, buf_view(&body), form->frame_origins);
	buf_release(&body);
}

void
consent_page_code(struct call *call, const struct form *form, const char *page, bool by_letter, const char *wrong)
{
	struct buf body = {0};

	add_wrong(&body, wrong);
	buf_add_format(&body, "<p>%s</p>\n", by_letter ?
	    say("If the address is right and may be written to, a letter is on its way. Open its link and press the button: until then nothing is recorded as agreed.") :
	    say("If the number is right and may be written to, a code is on its way. It is good for ten minutes. Until it is entered, nothing is recorded as agreed."));
	if (!by_letter)
		buf_add_format(&body, "<form method=\"post\" action=\"/consent/%s/code\">\n"
		    "<input type=\"hidden\" name=\"page\" value=\"%s\">\n"
		    "<label>%s<input name=\"code\" inputmode=\"numeric\" maxlength=\"10\" required autocomplete=\"one-time-code\"></label>\n"
		    "<button>%s</button>\n</form>\n", form->name, page, say("Code from the message"), say("Confirm"));
	page_reply_framed(call->request, wrong != NULL ? 400 : 200, form->title, buf_view(&body), form->frame_origins);
	buf_release(&body);
}

void
consent_page_say(struct call *call, const struct form *form, int status, const char *title, const char *sentence)
{
	struct buf body = {0};

	buf_add_text(&body, "<p>");
	page_text(&body, sentence);
	buf_add_text(&body, "</p>\n");
	page_reply_framed(call->request, status, title, buf_view(&body), form != NULL ? form->frame_origins : "");
	buf_release(&body);
}
