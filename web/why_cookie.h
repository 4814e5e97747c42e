/*
 * why_cookie.h - the cookie of the page "Why did you contact me?": 256 random bits, of this page only, for minutes.
 *
 * Not for scripts, not sent from other sites, over TLS only where the public
 * address is one of TLS.  Whoever reads the database finds its hash.
 */
#ifndef WEB_WHY_COOKIE_H
#define WEB_WHY_COOKIE_H

#include "base/crypto.h"
#include "web/route.h"

/* Goes out with the reply; key: what why.h knows it by. */
void why_cookie_new(struct call *call, uint8_t key[SHA256_SIZE]);
/* False: none has come, or none of ours. */
bool why_cookie_read(const struct call *call, uint8_t key[SHA256_SIZE]);

#endif
