/* origin.c - whether a request to the API may come from where it says it comes from. */
#include "web/origin.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The part of "scheme://host:port/path" or "host:port" that names the host; [::1] keeps its brackets. */
static const char *
host_part(const char *text, size_t *len)
{
	const char *from = strstr(text, "://");

	from = from ? from + 3 : text;
	*len = *from == '[' ? strcspn(from, "]") + 1 : strcspn(from, ":/");
	return from;
}

static bool
same_host(const char *a, const char *b)
{
	size_t a_len, b_len;
	const char *a_host = host_part(a, &a_len), *b_host = host_part(b, &b_len);

	return a_len == b_len && a_len > 0 && strncasecmp(a_host, b_host, a_len) == 0;
}

static bool
is_our_name(const char *name, const char *listen, const char *public_url)
{
	char bracketed[80];

	snprintf(bracketed, sizeof(bracketed), "[%s]", listen);
	return same_host(name, "localhost") || same_host(name, "127.0.0.1") || same_host(name, "[::1]") ||
	    same_host(name, listen) || same_host(name, bracketed) || same_host(name, public_url);
}

bool
origin_is_ours(const struct origin *origin, const char *listen, const char *public_url)
{
	if (!is_our_name(origin->host, listen, public_url))
		return false;
	if (strcasecmp(origin->site, "cross-site") == 0)
		return false;
	return origin->origin[0] == '\0' || is_our_name(origin->origin, listen, public_url);
}
