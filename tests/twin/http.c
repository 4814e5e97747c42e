/* http.c - HTTP/1.1 messages in memory. */
#include "tests/twin/http.h"

#include <string.h>
#include <strings.h>

bool
view_is_word(struct view view, const char *word)
{
	return strlen(word) == view.len && strncasecmp(view.data, word, view.len) == 0;
}

bool
view_starts(struct view view, const char *text)
{
	size_t len = strlen(text);
	return view.len >= len && memcmp(view.data, text, len) == 0;
}

/* Takes the bytes before `end` off the front of *rest, and the end too. */
static bool
take_until(struct view *rest, const char *end, struct view *out)
{
	size_t len = strlen(end);
	const char *found = memmem(rest->data, rest->len, end, len);

	if (found == NULL)
		return false;
	*out = (struct view){rest->data, (size_t)(found - rest->data)};
	rest->len -= out->len + len;
	rest->data = found + len;
	return true;
}

static struct view
trim(struct view view)
{
	while (view.len > 0 && (*view.data == ' ' || *view.data == '\t')) {
		view.data++;
		view.len--;
	}
	while (view.len > 0 && (view.data[view.len - 1] == ' ' || view.data[view.len - 1] == '\t'))
		view.len--;
	return view;
}

static bool
read_length(struct view text, size_t *out)
{
	size_t length = 0;

	if (text.len == 0 || text.len > 12)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		length = length * 10 + (size_t)(text.data[i] - '0');
	}
	*out = length;
	return true;
}

static bool
read_request_line(struct view line, struct http_request *out)
{
	struct view target;

	if (!take_until(&line, " ", &out->method) || !take_until(&line, " ", &target) || !view_starts(line, "HTTP/1."))
		return false;
	out->keep_alive = view_is(line, "HTTP/1.1");
	const char *mark = memchr(target.data, '?', target.len);
	out->path = (struct view){target.data, mark ? (size_t)(mark - target.data) : target.len};
	out->query = mark ? (struct view){mark + 1, target.len - out->path.len - 1} : (struct view){"", 0};
	return out->path.len > 0;
}

struct view
http_header(const struct http_request *request, const char *name)
{
	for (int i = 0; i < request->headers; i++)
		if (view_is_word(request->header[i].name, name))
			return request->header[i].value;
	return (struct view){NULL, 0};
}

static bool
read_headers(struct view head, struct http_request *out)
{
	struct view line, name;

	out->headers = 0;
	while (head.len > 0) {
		if (!take_until(&head, "\r\n", &line) || !take_until(&line, ":", &name) || out->headers == HTTP_HEADERS)
			return false;
		out->header[out->headers].name = name;
		out->header[out->headers++].value = trim(line);
	}
	return true;
}

enum http_read
http_request_read(struct view bytes, struct http_request *out)
{
	struct view rest = bytes, head, line;
	size_t length = 0;

	out->expects_continue = false;
	if (!take_until(&rest, "\r\n\r\n", &head))
		return bytes.len > HTTP_HEAD_MAX ? HTTP_TOO_LARGE : HTTP_PART;
	head.len += 2;
	if (!take_until(&head, "\r\n", &line) || !read_request_line(line, out) || !read_headers(head, out))
		return HTTP_BROKEN;
	struct view text = http_header(out, "Content-Length");
	if (text.data != NULL && !read_length(text, &length))
		return HTTP_BROKEN;
	if (text.data == NULL && http_header(out, "Transfer-Encoding").data != NULL)
		return HTTP_NO_LENGTH;
	if (length > HTTP_BODY_MAX)
		return HTTP_TOO_LARGE;
	struct view connection = http_header(out, "Connection");
	if (connection.data != NULL)
		out->keep_alive = out->keep_alive ? !view_is_word(connection, "close") : view_is_word(connection, "keep-alive");
	if (rest.len < length) {
		out->expects_continue = view_is_word(http_header(out, "Expect"), "100-continue");
		return HTTP_PART;
	}
	out->body = (struct view){rest.data, length};
	out->size = bytes.len - rest.len + length;
	return HTTP_WHOLE;
}

/* The bytes of a chunked body, its last chunk and trailer included. */
static enum http_read
chunks_read(struct view rest, size_t *out)
{
	const char *start = rest.data;
	struct view line;

	for (;;) {
		size_t length = 0;
		if (!take_until(&rest, "\r\n", &line))
			return HTTP_PART;
		for (size_t i = 0; i < line.len && line.data[i] != ';'; i++) {
			const char *digit = strchr("0123456789abcdef", line.data[i] | 0x20);
			if (digit == NULL || length > HTTP_BODY_MAX)
				return HTTP_BROKEN;
			length = length * 16 + (size_t)(digit - "0123456789abcdef");
		}
		if (rest.len < length + 2)
			return HTTP_PART;
		rest.data += length + 2;
		rest.len -= length + 2;
		if (length == 0)
			break;
	}
	*out = (size_t)(rest.data - start);
	return HTTP_WHOLE;
}

enum http_read
http_answer_read(struct view bytes, bool closed, struct http_answer *out)
{
	struct view rest = bytes, head, line;
	struct http_request fields;
	size_t length = 0;

	if (!take_until(&rest, "\r\n\r\n", &head))
		return bytes.len > HTTP_HEAD_MAX ? HTTP_TOO_LARGE : closed ? HTTP_BROKEN : HTTP_PART;
	head.len += 2;
	if (!take_until(&head, "\r\n", &line) || !view_starts(line, "HTTP/1.") || line.len < 12 ||
	    !read_headers(head, &fields))
		return HTTP_BROKEN;
	out->status = (line.data[9] - '0') * 100 + (line.data[10] - '0') * 10 + line.data[11] - '0';
	out->keep_alive = !view_is_word(http_header(&fields, "Connection"), "close") && line.data[7] == '1';
	out->size = bytes.len - rest.len;
	if (out->status == 204 || out->status == 304 || out->status < 200)
		return HTTP_WHOLE;
	if (read_length(http_header(&fields, "Content-Length"), &length)) {
		if (rest.len < length)
			return closed ? HTTP_BROKEN : HTTP_PART;
	} else if (view_is_word(http_header(&fields, "Transfer-Encoding"), "chunked")) {
		enum http_read read = chunks_read(rest, &length);
		if (read != HTTP_WHOLE)
			return read == HTTP_PART && closed ? HTTP_BROKEN : read;
	} else if (!closed) {
		return HTTP_PART;
	} else {
		length = rest.len;
		out->keep_alive = false;
	}
	out->size += length;
	return HTTP_WHOLE;
}

const char *
http_reason(int status)
{
	switch (status) {
	case 200: return "OK";
	case 202: return "Accepted";
	case 400: return "Bad Request";
	case 401: return "Unauthorized";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 411: return "Length Required";
	case 413: return "Request Entity Too Large";
	case 420: return "Method Failure";
	case 429: return "Too Many Requests";
	case 500: return "Internal Server Error";
	case 502: return "Bad Gateway";
	case 503: return "Service Unavailable";
	case 504: return "Gateway Timeout";
	default: return "Status";
	}
}
