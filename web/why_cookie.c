/* why_cookie.c - the cookie of the page "Why did you contact me?". */
#include "web/why_cookie.h"

#include <string.h>

#include "compliance/why.h"

enum { SECRET = 32 };
static const char NAME[] = "why=";

void
why_cookie_new(struct call *call, uint8_t key[SHA256_SIZE])
{
	const char *url = call->site->settings->public_url;
	struct buf cookie = {0};
	uint8_t secret[SECRET];

	random_bytes(secret, sizeof(secret));
	sha256(secret, sizeof(secret), key);
	buf_add_text(&cookie, NAME);
	hex_add(&cookie, secret, sizeof(secret));
	buf_add_format(&cookie, "; Path=/why; Max-Age=%d; HttpOnly; SameSite=Strict%s", (int)(WHY_LASTS / SECOND),
	    url != NULL && strncmp(url, "https:", 6) == 0 ? "; Secure" : "");
	http_reply_header(call->request, "Set-Cookie", cookie.data);
	buf_release(&cookie);
}

/* One among others, "a=b; why=...; c=d". */
bool
why_cookie_read(const struct call *call, uint8_t key[SHA256_SIZE])
{
	const char *at = http_header(call->request, "Cookie");
	char hex[2 * SECRET + 1];
	uint8_t secret[SECRET];

	while (strncmp(at, NAME, sizeof(NAME) - 1) != 0) {
		at += strcspn(at, ";");
		if (*at == '\0')
			return false;
		at += strspn(at, "; ");
	}
	at += sizeof(NAME) - 1;
	if (strcspn(at, "; ") != 2 * SECRET)
		return false;
	memcpy(hex, at, 2 * SECRET);
	hex[2 * SECRET] = '\0';
	if (!hex_read(hex, secret, sizeof(secret)))
		return false;
	sha256(secret, sizeof(secret), key);
	return true;
}
