/* request_guard.c - which requests are well formed enough to be looked at. */
#include "web/request_guard.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>

static bool
is_token(const char *text)
{
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++)
		if (!isalnum((unsigned char)*text) && strchr("!#$%&'*+-.^_`|~", *text) == NULL)
			return false;
	return true;
}

static bool
is_digits(const char *text)
{
	size_t len = strlen(text);
	return len > 0 && len <= 18 && strspn(text, "0123456789") == len;
}

/* No control bytes but the tab, and UTF-8: values go into logs and the database. */
static bool
is_plain(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if (((unsigned char)*p < 0x20 && *p != '\t') || *p == 0x7f)
			return false;
	return u8_check((const uint8_t *)text, strlen(text)) == NULL;
}

/* A path that means one thing only: no empty, "." or ".." part, no hidden slash or NUL. */
static const char *
path_fault(const char *target)
{
	size_t len = strcspn(target, "?");

	for (size_t i = 0; i < len; i++) {
		const char *p = target + i;
		if (p[0] == '/' && i + 1 < len && p[1] == '/')
			return "the path has an empty part";
		if (p[0] == '/' && p[1] == '.' &&
		    (i + 2 >= len || p[2] == '/' || (p[2] == '.' && (i + 3 >= len || p[3] == '/'))))
			return "the path has a part \".\" or \"..\"";
		if (p[0] == '%' && (strncasecmp(p, "%2f", 3) == 0 || strncasecmp(p, "%2e", 3) == 0 ||
		    strncasecmp(p, "%5c", 3) == 0 || strncmp(p, "%00", 3) == 0))
			return "the path hides a slash, a dot or a NUL";
		if (p[0] == '%' && (!isxdigit((unsigned char)p[1]) || !isxdigit((unsigned char)p[2])))
			return "the path has a broken percent sign";
		if (p[0] == '\\')
			return "the path has a backslash";
	}
	return NULL;
}

static const char *
target_fault(const char *target)
{
	if (target == NULL || target[0] != '/')
		return "the request target does not begin with a slash";
	if (strlen(target) > GUARD_TARGET_BYTES)
		return "the request target is too long";
	for (const char *p = target; *p != '\0'; p++)
		if (*p <= 0x20 || *p >= 0x7f || *p == '#')
			return "the request target is not printable ASCII";
	if (strstr(target, "%00") != NULL)
		return "the request target has a NUL";
	return path_fault(target);
}

struct seen {
	int host, length, encoding;
	size_t bytes;
};

static const char *
header_fault(const struct header *header, struct seen *seen)
{
	seen->bytes += strlen(header->name) + strlen(header->value) + 4;
	if (!is_token(header->name))
		return "a header's name is not a token";
	if (!is_plain(header->value))
		return "a header's value has control bytes or is not UTF-8";
	if (strcasecmp(header->name, "Host") == 0) {
		seen->host++;
		if (header->value[0] == '\0' || strpbrk(header->value, " \t,/@?#\\") != NULL)
			return "the header Host is not a host";
	}
	if (strcasecmp(header->name, "Content-Length") == 0) {
		seen->length++;
		if (!is_digits(header->value))
			return "Content-Length is not a number";
	}
	if (strcasecmp(header->name, "Transfer-Encoding") == 0) {
		seen->encoding++;
		if (strcasecmp(header->value, "chunked") != 0)
			return "Transfer-Encoding is not exactly chunked";
	}
	return NULL;
}

const char *
request_guard(const struct request_head *head)
{
	struct seen seen = {0};
	const char *fault = target_fault(head->target);

	if (fault != NULL)
		return fault;
	if (head->major != 1 || (head->minor != 0 && head->minor != 1))
		return "neither HTTP/1.0 nor HTTP/1.1";
	if (head->more_headers || head->headers > GUARD_HEADERS)
		return "too many headers";
	for (int i = 0; i < head->headers; i++)
		if ((fault = header_fault(&head->header[i], &seen)) != NULL)
			return fault;
	if (seen.bytes > GUARD_HEADER_BYTES)
		return "the headers are too long";
	if (seen.host != 1)
		return "the header Host must stand exactly once";
	if (seen.length > 1)
		return "Content-Length stands more than once";
	if (seen.encoding > 1)
		return "Transfer-Encoding stands more than once";
	if (seen.length + seen.encoding > 1)
		return "both Content-Length and Transfer-Encoding";
	if (seen.encoding > 0 && head->minor == 0)
		return "Transfer-Encoding in HTTP/1.0";
	return NULL;
}
