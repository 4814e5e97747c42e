/*
 * origin.h - whether a request to the API may come from where it says it comes from.  Pure.
 *
 * A browser on this machine reaches 127.0.0.1 for any page it shows.  So the
 * API answers only under names of ours, and not to pages of others: what a
 * program sends has no Origin and passes.
 */
#ifndef WEB_ORIGIN_H
#define WEB_ORIGIN_H

#include <stdbool.h>

struct origin {
	const char *host;	/* header Host */
	const char *origin;	/* header Origin; "" when it is not there */
	const char *site;	/* header Sec-Fetch-Site; "" when it is not there */
};

/* Names of ours: this machine's, the address we listen on, and the one in public_url. */
bool origin_is_ours(const struct origin *origin, const char *listen, const char *public_url);

#endif
