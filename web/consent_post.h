/*
 * consent_post.h - a form of consents as a browser sends it in.
 *
 * The page's token names its session and the exact texts that were shown; a
 * post without one of ours, too old, or of other texts than the form has
 * now, is nobody's act.  Pure.
 */
#ifndef WEB_CONSENT_POST_H
#define WEB_CONSENT_POST_H

#include "compliance/address.h"
#include "compliance/form.h"
#include "compliance/link_token.h"

enum { POST_NAME = 200 };
#define PAGE_LASTS (2 * HOUR)

struct consent_post {
	struct uuid session;
	char name[POST_NAME];
	struct address address;
	uint16_t items;			/* bit per place */
};

enum post_fault { POST_FINE, POST_STALE, POST_NO_NAME, POST_BAD_ADDRESS, POST_NO_CHANNEL, POST_NO_BOX };
const char *post_fault_text(enum post_fault fault);	/* English, for say() */

void page_token_make(const struct installation_key *key, const struct form *form, struct uuid session,
    char out[LINK_TOKEN_TEXT]);
/* Of any age. */
bool page_token_read(const struct installation_key *key, const struct form *form, struct view token, struct uuid *session);
enum post_fault consent_post_read(struct view body, const struct form *form, const struct installation_key *key,
    int64_t now, struct consent_post *out);

#endif
