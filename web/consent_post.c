/* consent_post.c - a form of consents as a browser sends it in.  Pure. */
#include "web/consent_post.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "web/query.h"

const char *
post_fault_text(enum post_fault fault)
{
	static const char *const texts[] = {
		[POST_FINE] = "",
		[POST_STALE] = "the page was open for too long or the texts have changed; please read them once more",
		[POST_NO_NAME] = "please write your name",
		[POST_BAD_ADDRESS] = "please write a telephone number or an e-mail address",
		[POST_NO_CHANNEL] = "this form cannot confirm addresses of this kind; please use the other kind",
		[POST_NO_BOX] = "no box is ticked: there is nothing to agree to, and that is fine",
	};
	must((unsigned)fault < sizeof(texts) / sizeof(texts[0]));
	return texts[fault];
}

/* The use binds the token to what was shown. */
static void
use_of(const struct form *form, struct buf *out)
{
	uint8_t shown[SHA256_SIZE];

	form_shown(form, shown);
	buf_add_text(out, "form");
	buf_add(out, shown, sizeof(shown));
}

void
page_token_make(const struct installation_key *key, const struct form *form, struct uuid session,
    char out[LINK_TOKEN_TEXT])
{
	struct buf use = {0};

	use_of(form, &use);
	link_token_make(key, buf_view(&use), session, out);
	buf_release(&use);
}

bool
page_token_read(const struct installation_key *key, const struct form *form, struct view token, struct uuid *session)
{
	struct buf use = {0};

	use_of(form, &use);
	bool ours = link_token_read(key, buf_view(&use), token, session);
	buf_release(&use);
	return ours;
}

/* The first 48 bits of a UUID of version 7 are its milliseconds. */
static int64_t
made_at(struct uuid session)
{
	int64_t milliseconds = 0;

	for (int i = 0; i < 6; i++)
		milliseconds = milliseconds << 8 | session.bytes[i];
	return milliseconds * (SECOND / 1000);
}

static bool
read_page(struct view body, const struct form *form, const struct installation_key *key, int64_t now, struct uuid *out)
{
	char token[LINK_TOKEN_TEXT + 1];

	return query_field(body, "page", token, sizeof(token)) && page_token_read(key, form, view_of(token), out) &&
	    now - made_at(*out) < PAGE_LASTS;
}

/* A name of spaces and control characters is none. */
static bool
read_name(struct view body, char out[POST_NAME])
{
	size_t from, len;

	if (!query_field(body, "name", out, POST_NAME))
		return false;
	for (char *c = out; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	from = strspn(out, " ");
	len = strlen(out);
	while (len > from && out[len - 1] == ' ')
		len--;
	memmove(out, out + from, len - from);
	out[len - from] = '\0';
	return len > from;
}

static uint16_t
read_boxes(struct view body, const struct form *form)
{
	uint16_t items = 0;

	for (int i = 0; i < form->items; i++) {
		char field[16], value[8];
		snprintf(field, sizeof(field), "box%d", form->item[i].place);
		if (query_field(body, field, value, sizeof(value)) && strcmp(value, "yes") == 0)
			items |= WORD_BIT(form->item[i].place);
	}
	return items;
}

enum post_fault
consent_post_read(struct view body, const struct form *form, const struct installation_key *key, int64_t now,
    struct consent_post *out)
{
	struct consent_post post = {0};
	char address[EMAIL_TEXT];
	const char *reason;

	if (!read_page(body, form, key, now, &post.session))
		return POST_STALE;
	if (!read_name(body, post.name))
		return POST_NO_NAME;
	if (!query_field(body, "address", address, sizeof(address)) ||
	    !address_parse(view_of(address), key, &post.address, &reason))
		return POST_BAD_ADDRESS;
	if ((post.address.kind == ADDRESS_EMAIL ? form->email_campaign : form->sms_campaign) == 0)
		return POST_NO_CHANNEL;
	post.items = read_boxes(body, form);
	if (post.items == 0)
		return POST_NO_BOX;
	*out = post;
	return POST_FINE;
}
