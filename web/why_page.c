/*
 * why_page.c - the pages of "Why did you contact me?".
 *
 * What is told is compliance/why_story.h's; here it gets its headings, and the
 * buttons by which the person refuses or takes a consent back.
 */
#include "web/why_page.h"

#include <string.h>

#include "base/lang.h"
#include "compliance/receipt.h"
#include "compliance/why_story.h"
#include "web/page.h"
#include "web/receipt_line.h"
#include "web/refusal_choice.h"

static const struct view BUTTON = {"why", sizeof("why") - 1};

void
why_button_make(const struct installation_key *key, const struct why_request *session, char out[LINK_TOKEN_TEXT])
{
	link_token_make(key, BUTTON, session->id, out);
}

bool
why_button_is(const struct installation_key *key, const struct why_request *session, struct view token)
{
	struct uuid id;

	return link_token_read(key, BUTTON, token, &id) && uuid_equal(id, session->id);
}

static void
add_sentence(struct buf *body, const char *role, const char *text)
{
	if (text == NULL)
		return;
	buf_add_format(body, "<p%s>", role);
	page_text(body, text);
	buf_add_text(body, "</p>\n");
}

static void
add_entity(struct buf *body, const struct form *form)
{
	buf_add_text(body, "<p>");
	page_text(body, form->entity);
	buf_add_format(body, ", %s %lld", say("INN"), (long long)form->legal_entity_inn);
	if (form->ogrn != 0)
		buf_add_format(body, ", %s %lld", say("OGRN"), (long long)form->ogrn);
	if (form->place[0] != '\0') {
		buf_add_text(body, ", ");
		page_text(body, form->place);
	}
	buf_add_text(body, "</p>\n");
}

void
why_page_address(struct call *call, const struct form *form, const char *wrong)
{
	struct buf body = {0};

	add_sentence(&body, " class=\"wrong\" role=\"alert\"", wrong);
	add_entity(&body, form);
	buf_add_format(&body, "<p>%s</p>\n<form method=\"post\" action=\"/why/%s%s\">\n"
	    "<label>%s<input name=\"address\" maxlength=\"200\" required autocomplete=\"off\"></label>\n"
	    "<button>%s</button>\n</form>\n<p><a href=\"/refuse%s\">%s</a></p>\n",
	    say("Write your telephone number or e-mail. A code goes to it; with the code you see what we hold about this address, every contact and why it was allowed, and can refuse."),
	    form->name, page_lang(call->request), say("Telephone or e-mail"), say("Get a code"), page_lang(call->request), say("Refuse at once, without a code"));
	bool english = lang_get() == LANG_EN;
	buf_add_format(&body, "<p><a href=\"/why/%s?lang=%s\" lang=\"%s\">%s</a></p>\n", form->name, english ? "ru" : "en",
	    english ? "ru" : "en", english ? "По-русски" : "In English");
	page_reply(call->request, wrong != NULL ? 400 : 200, form->title, buf_view(&body));
	buf_release(&body);
}

void
why_page_code(struct call *call, const struct form *form, const char *wrong)
{
	struct buf body = {0};

	add_sentence(&body, " class=\"wrong\" role=\"alert\"", wrong);
	buf_add_format(&body, "<p>%s</p>\n<form method=\"post\" action=\"/why/%s/code%s\">\n"
	    "<label>%s<input name=\"code\" inputmode=\"numeric\" maxlength=\"10\" required autocomplete=\"one-time-code\"></label>\n"
	    "<button>%s</button>\n</form>\n<p><a href=\"/refuse%s\">%s</a></p>\n",
	    say("If we hold something about this address and may write to it now, a code is on its way; it is good for ten minutes. If none comes, we hold nothing about it, or it has refused messages, or the hour or the number of codes does not allow one: this page does not tell which. You may also ask in writing."),
	    form->name, page_lang(call->request), say("Code from the message"), say("Show"), page_lang(call->request), say("Refuse at once, without a code"));
	page_reply(call->request, wrong != NULL ? 400 : 200, form->title, buf_view(&body));
	buf_release(&body);
}

static void
add_heading(struct buf *body, const char *text)
{
	buf_add_text(body, "<h2>");
	page_text(body, text);
	buf_add_text(body, "</h2>\n");
}

static void
add_decision(void *context, const struct why_decision *decision)
{
	struct buf *body = context;

	buf_add_text(body, "<fieldset><p lang=\"ru\">");
	page_text(body, decision->thing);
	if (!decision->contacted) {
		buf_add_format(body, "</p><p>%s</p></fieldset>\n", say("No contact followed; why, is in the answer to a written request."));
		return;
	}
	buf_add_format(body, "</p><details><summary>%s</summary><p lang=\"ru\">", say("Why it was allowed: what each rule answered"));
	page_text(body, decision->reasons[0] != '\0' ? decision->reasons : say("The facts of this decision are no longer kept."));
	buf_add_text(body, "</p></details></fieldset>\n");
}

static bool
add_contacts(struct db *db, const struct address *address, const struct why_holders *holders, struct buf *body, struct err *err)
{
	int64_t count;

	add_heading(body, say("Contacts, and why they were allowed"));
	if (!why_decisions_tell(db, address, holders, add_decision, body, &count, err))
		return false;
	if (count == 0)
		add_sentence(body, "", say("None."));
	if (count == WHY_CONTACTS)
		add_sentence(body, "", say("Older ones are in the answer to a written request."));
	return true;
}

static bool
add_parts(struct db *db, const struct address *address, const struct why_holders *holders, struct buf *body, struct err *err)
{
	static const char *const titles[WHY_PARTS] = {
		[WHY_SOURCES] = "Where we have this address from", [WHY_REFUSALS] = "Refusals, and who was told of them",
		[WHY_MATTERS] = "Requests and demands, and what was done", [WHY_READS] = "Who has looked at these data"};
	bool told = true;

	for (int i = 0; i < WHY_PARTS && told; i++) {
		struct buf text = {0};
		if (holders->count != 1 && !why_part_is_shared((enum why_part)i))
			continue;
		add_heading(body, say(titles[i]));
		told = why_part_tell(db, (enum why_part)i, address, holders, &text, err);
		buf_add_text(body, "<fieldset><p lang=\"ru\">");
		page_text(body, text.len > 0 ? text.data : say("None."));
		buf_add_text(body, "</p></fieldset>\n");
		buf_release(&text);
	}
	return told;
}

struct receipts {
	struct call *call;
	struct buf *body;
};

static void
add_receipt(void *context, struct uuid id, int64_t made_at)
{
	struct receipts *receipts = context;
	char token[LINK_TOKEN_TEXT];

	receipt_token_make(&receipts->call->site->key, id, token);
	buf_add_format(receipts->body, "<p><a href=\"/receipt/%s%s\">%s ", token, page_lang(receipts->call->request), say("The receipt of"));
	page_day(receipts->body, made_at);
	buf_add_text(receipts->body, "</a></p>\n");
}

/* seen: the newest consent on the page, so that a button means the line that its person read. */
static bool
add_consents(struct call *call, struct db *db, const struct why_request *session, const struct why_holders *holders,
    const char *button, struct buf *body, struct err *err)
{
	struct receipts receipts = {call, body};
	struct receipt_opened consents;
	struct buf hidden = {0};
	char seen[UUID_TEXT];

	if (!receipt_of_address(db, &session->address, holders->party, &consents, err))
		return false;
	add_heading(body, say("Consents"));
	if (consents.lines == 0)
		add_sentence(body, "", say("None."));
	else
		uuid_format(consents.line[0].consent, seen);
	if (consents.lines > 0)
		buf_add_format(&hidden, "<input type=\"hidden\" name=\"page\" value=\"%s\"><input type=\"hidden\" name=\"seen\" value=\"%s\">", button, seen);
	for (int i = 0; i < consents.lines; i++)
		receipt_line_add(body, &consents.line[i], i + 1, call->now, holders->party != 0 ? hidden.data : NULL);
	buf_release(&hidden);
	receipt_close(&consents);
	return holders->count != 1 || why_receipts(db, &session->address, call->now, add_receipt, &receipts, err);
}

static void
add_refusal(const char *button, struct buf *body)
{
	add_heading(body, say("Refuse"));
	buf_add_format(body, "<p>%s</p>\n<form method=\"post\"><input type=\"hidden\" name=\"page\" value=\"%s\">\n",
	    say("Your refusal takes effect at once. We ask for no reason and no proof."), button);
	refusal_choice_buttons(body);
	refusal_choice_withdrawal(body);
	buf_add_format(body, "</form>\n<p>%s</p>\n"
	    "<form method=\"post\"><input type=\"hidden\" name=\"page\" value=\"%s\"><button name=\"close\" value=\"yes\" class=\"second\">%s</button></form>\n",
	    say("Names, other addresses and dates of birth are not shown here: a code proves the address, not the person. For the whole answer ask in writing; for correction or destruction too."),
	    button, say("Close this page"));
}

bool
why_page_tell(struct call *call, struct db *db, const struct form *form, const struct why_request *session, const char *done,
    struct buf *body, struct err *err)
{
	struct why_holders holders;
	char button[LINK_TOKEN_TEXT];

	if (!why_holders_find(db, &session->address, &holders, err))
		return false;
	why_button_make(&call->site->key, session, button);
	add_sentence(body, " class=\"wrong\" role=\"status\"", done);
	add_entity(body, form);
	buf_add_format(body, "<p>%s <strong>", say("What we hold about this address:"));
	page_text(body, session->address.text);
	buf_add_text(body, "</strong></p>\n");
	if (holders.count > 1)
		add_sentence(body, "", say("Several people have given us this address: only what concerns the address itself is shown, without who they are."));
	add_sentence(body, "", say("The records are in Russian; times are UTC."));
	if (!add_contacts(db, &session->address, &holders, body, err) ||
	    !add_consents(call, db, session, &holders, button, body, err) ||
	    !add_parts(db, &session->address, &holders, body, err))
		return false;
	add_refusal(button, body);
	return true;
}
