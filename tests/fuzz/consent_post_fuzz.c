/*
 * consent_post_fuzz.c - any bytes as a form of consents that a browser sends in; what is taken must be whole.
 *
 * The first byte says whether the bytes stand behind the token of a real page: without one nothing is ever taken.
 */
#include "web/consent_post.h"

#include <string.h>
#include <unistr.h>

#include "base/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct installation_key key = {{1, 2, 3}};
	struct form form = {.id = 1, .items = 2, .sms_campaign = 1, .item = {{.place = 1}, {.place = 12}}};
	int64_t now = day_number(2026, 11, 23) * DAY;
	struct uuid session = uuid_new(now), other;
	char token[LINK_TOKEN_TEXT];
	struct consent_post post;
	struct buf body = {0};
	bool behind = len > 0 && data[0] & 1;

	page_token_make(&key, &form, session, token);
	if (behind)
		buf_add_format(&body, "page=%s&", token);
	if (len > 0)
		buf_add(&body, data + 1, len - 1);
	enum post_fault fault = consent_post_read(buf_view(&body), &form, &key, now, &post);
	if (fault == POST_FINE) {
		must(behind && uuid_equal(post.session, session));
		must(post.items != 0 && (post.items & ~(1 | 1 << 11)) == 0);
		must(post.address.kind == ADDRESS_PHONE && post.address.text[0] == '+');	/* the form confirms no e-mails */
		must(post.name[0] != '\0' && post.name[0] != ' ' && strpbrk(post.name, "\r\n\t") == NULL);
		must(u8_check((const uint8_t *)post.name, strlen(post.name)) == NULL);
	}
	must(fault == POST_FINE || *post_fault_text(fault) != '\0');
	must(len == 0 || !page_token_read(&key, &form, (struct view){(const char *)data, len}, &other));
	buf_release(&body);
	return 0;
}
