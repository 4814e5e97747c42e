/*
 * why_route.c - /why: "Why did you contact me?": an address, a code, everything that hangs on the address, the refusal.
 *
 * Strangers learn nothing: whoever the address belongs to, the same bytes
 * follow the same work; what differs the janitor does, later and elsewhere.
 * A refusal is never turned away: without a session /refuse takes it.
 */
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "compliance/person_read_store.h"
#include "compliance/receipt.h"
#include "compliance/why_story.h"
#include "web/client.h"
#include "web/guesses.h"
#include "web/limit.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/public_form.h"
#include "web/query.h"
#include "web/receipt_line.h"
#include "web/refusal_choice.h"
#include "web/refusal_queue.h"
#include "web/why_cookie.h"
#include "web/why_page.h"

static const char PATH[] = "/why/";

static struct entry
person(const struct call *call)
{
	return (struct entry){.at = call->now, .who_kind = "person", .process = call->site->name};
}

static void
go(struct call *call, const char *name, const char *rest)
{
	struct buf path = {0};

	buf_add_format(&path, "%s%s%s%s", PATH, name, rest, page_lang(call->request));
	page_redirect(call->request, path.data);
	buf_release(&path);
}

struct index {
	struct buf body;
	const char *lang;
	char name[FORM_NAME];
	int count;
};

static void
add_form(void *context, const char *name, const char *title, const char *entity)
{
	struct index *index = context;

	index->count++;
	snprintf(index->name, sizeof(index->name), "%s", name);
	buf_add_format(&index->body, "<p><a href=\"%s%s%s\">", PATH, name, index->lang);
	page_text(&index->body, title);
	buf_add_text(&index->body, ": ");
	page_text(&index->body, entity);
	buf_add_text(&index->body, "</a></p>\n");
}

void
why_list_show(struct call *call)
{
	struct index index = {.lang = page_lang(call->request)};
	struct err err = {0};
	struct db *db = site_db(call->site, &err);

	if (db == NULL || !why_forms(db, add_form, &index, &err))
		problem_reply_err(call->request, &err);
	else if (index.count == 0)
		problem_reply(call->request, 404, "there is no such form");
	else if (index.count == 1)
		go(call, index.name, "");
	else
		page_reply(call->request, 200, say("Why did you contact me?"), buf_view(&index.body));
	buf_release(&index.body);
}

void
why_show(struct call *call)
{
	struct form form;
	struct db *db;

	if (!public_form_open(call, true, &db, &form))
		return;
	why_page_address(call, &form, NULL);
	form_release(&form);
}

/* What is over a network's limit is not even written; the page that follows does not tell. */
static bool
ask(struct call *call, struct db *db, const struct form *form, const struct address *address, struct err *err)
{
	struct entry who = person(call);
	char network[CLIENT_IP];
	uint8_t key[SHA256_SIZE];

	client_network(call->request, network);
	why_cookie_new(call, key);
	if (limit_take(call->site->limits, LIMIT_WHY, network, call->now))
		return why_ask(db, key, form, address->token, &who, err);
	log_event(LOG_NOTICE, "why.too_often", "form=%s", form->name);
	return true;
}

void
why_take(struct call *call)
{
	struct address address;
	struct err err = {0};
	struct form form;
	struct db *db;
	char text[EMAIL_TEXT];
	const char *reason;

	if (!public_form_open(call, true, &db, &form))
		return;
	if (!query_field(call->request->body, "address", text, sizeof(text)) ||
	    !address_parse(view_of(text), &call->site->key, &address, &reason))
		why_page_address(call, &form, say("please write a telephone number or an e-mail address"));
	else if (ask(call, db, &form, &address, &err))
		why_page_code(call, &form, NULL);
	else
		problem_reply_err(call->request, &err);
	form_release(&form);
}

/* A wrong code, an old one, one too many, another's: the same answer after the same work. */
static bool
code_is_right(struct call *call, struct db *db, const struct form *form, const uint8_t key[SHA256_SIZE], struct view code,
    struct why_request *request, struct err *err)
{
	static const struct uuid none;
	bool left;

	if (!why_find(db, key, call->now, request, err) || !why_try(db, key, call->now, &left, err))
		return false;
	bool same = code_is(&call->site->key, request->code_check, code);
	return same && left && request->form == form->id && request->opened_at == 0 && !uuid_equal(request->code_check, none) &&
	    call->now >= request->code_sent_at && call->now - request->code_sent_at < CODE_LASTS;
}

static bool
open_session(struct call *call, struct db *db, const struct form *form, const uint8_t key[SHA256_SIZE],
    const struct why_request *request, struct err *err)
{
	struct entry who = person(call);
	uint8_t fresh[SHA256_SIZE];

	who.legal_entity_inn = form->legal_entity_inn;
	why_cookie_new(call, fresh);
	return why_open(db, key, fresh, request, &who, err);
}

void
why_code_take(struct call *call)
{
	struct why_request request;
	struct err err = {0};
	struct form form;
	struct db *db;
	char code[16] = "", network[CLIENT_IP + 4] = "why ";
	uint8_t key[SHA256_SIZE];

	if (!public_form_open(call, true, &db, &form))
		return;
	client_network(call->request, network + 4);
	if (!guesses_are_many(call->site->guesses, network, clock_monotonic()) && why_cookie_read(call, key) &&
	    query_field(call->request->body, "code", code, sizeof(code)) &&
	    code_is_right(call, db, &form, key, view_of(code), &request, &err) &&
	    open_session(call, db, &form, key, &request, &err)) {
		go(call, form.name, "/page");
	} else if (err.kind == ERR_RETRY) {
		problem_reply_err(call->request, &err);
	} else {
		guesses_count(call->site->guesses, network, clock_monotonic());
		why_page_code(call, &form, say("The code is not right, or its time is over. After five tries a new code is needed."));
	}
	form_release(&form);
}

/* False: replied to already. */
static bool
find_session(struct call *call, struct db *db, const struct form *form, uint8_t key[SHA256_SIZE], struct why_request *session)
{
	struct err err = {0};

	bool found = why_cookie_read(call, key) && why_find(db, key, call->now, session, &err) && session->opened_at != 0 &&
	    session->form == form->id && session->address.text[0] != '\0';
	if (found)
		return true;
	if (err.kind == ERR_RETRY)
		problem_reply_err(call->request, &err);
	else
		why_page_address(call, form, say("this page is closed, or its time is over"));
	return false;
}

/* the trace first, then the page. */
static void
show(struct call *call, struct db *db, const struct form *form, const struct why_request *session, const char *done)
{
	struct person_read read = {.reading = READING_WHY, .persons = 1};
	struct entry who = person(call);
	struct buf body = {0};
	struct err err = {0};
	char id[UUID_TEXT];

	uuid_format(session->id, id);
	person_read_add(&read, (struct view){(const char *)session->address.token, TOKEN_SIZE});
	if (!limit_take(call->site->limits, LIMIT_WHY_PAGE, id, call->now))
		page_reply(call->request, 429, form->title, view_of(say("<p>Too often: please come back in a minute.</p>\n")));
	else if (person_read_note(db, &read, &who, NULL, &err) && why_page_tell(call, db, form, session, done, &body, &err))
		page_reply(call->request, 200, form->title, buf_view(&body));
	else
		problem_reply_err(call->request, &err);
	person_read_release(&read);
	buf_release(&body);
}

void
why_page_show(struct call *call)
{
	struct why_request session;
	struct form form;
	struct db *db;
	uint8_t key[SHA256_SIZE];

	if (!public_form_open(call, true, &db, &form))
		return;
	if (find_session(call, db, &form, key, &session))
		show(call, db, &form, &session, NULL);
	form_release(&form);
}

/* SCOPE_UNKNOWN: no button of the open page. */
static enum scope
scope_of(const char *word)
{
	return refusal_choice_is_withdrawal(word) ? SCOPE_PD_WITHDRAWAL : refusal_choice_scope(word);
}

/* What the person of an open page refuses: any scope of its buttons, of this address. */
static void
refuse(struct call *call, const struct why_request *session, enum scope scope)
{
	struct suppression refusal = {.fact = {.scope = scope, .said_at = call->now}, .path = "web"};

	memcpy(refusal.token, session->address.token, TOKEN_SIZE);
	refusal_queue_take(call->site->refusals, call, &refusal, (struct uuid){{0}});
}

/* A list that has changed since it was read is shown anew, and nothing is taken back. */
static void
take_back(struct call *call, struct db *db, const struct form *form, const struct why_request *session, const char *word)
{
	struct entry who = person(call);
	struct receipt_opened consents = {0};
	struct why_holders holders;
	struct err err = {0};
	struct uuid seen;
	char text[UUID_TEXT + 1] = "";
	int count;

	if (!why_holders_find(db, &session->address, &holders, &err) ||
	    !receipt_of_address(db, &session->address, holders.party, &consents, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	uint16_t lines = holders.party != 0 ? receipt_line_read(&consents, word) : 0;
	bool same = lines != 0 && query_field(call->request->body, "seen", text, sizeof(text)) && uuid_parse(text, &seen) &&
	    uuid_equal(seen, consents.line[0].consent);
	if (!same)
		show(call, db, form, session, say("The list has changed; please look once more."));
	else if (receipt_withdraw(db, &consents, lines, &who, &count, &err))
		show(call, db, form, session, say("Taken back; it holds from this moment."));
	else
		problem_reply_err(call->request, &err);
	receipt_close(&consents);
}

static void
close_page(struct call *call, struct db *db, const uint8_t key[SHA256_SIZE])
{
	struct err err = {0};

	if (why_close(db, key, call->now, &err))
		page_reply(call->request, 200, say("Done"), view_of(say("<p>The page is closed.</p>\n")));
	else
		problem_reply_err(call->request, &err);
}

void
why_page_take(struct call *call)
{
	struct why_request session;
	struct form form;
	struct db *db;
	char word[16] = "", page[LINK_TOKEN_TEXT + 1] = "";
	uint8_t key[SHA256_SIZE];
	struct view body = call->request->body;

	if (!public_form_open(call, true, &db, &form))
		return;
	if (find_session(call, db, &form, key, &session)) {
		if (!query_field(body, "page", page, sizeof(page)) || !why_button_is(&call->site->key, &session, view_of(page)))
			problem_reply(call->request, 400, "expected the button of the page");
		else if (query_field(body, "scope", word, sizeof(word)) && scope_of(word) != SCOPE_UNKNOWN)
			refuse(call, &session, scope_of(word));
		else if (query_field(body, "withdraw", word, sizeof(word)))
			take_back(call, db, &form, &session, word);
		else if (query_field(body, "close", word, sizeof(word)))
			close_page(call, db, key);
		else
			problem_reply(call->request, 400, "expected the button of the page");
	}
	form_release(&form);
}
