/* http.c - raw bytes to a port of this machine, and what comes back. */
#include "tests/support/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int
test_http_raw(int port, const void *bytes, size_t len, int patience, struct buf *reply, bool *closed)
{
	struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	const char *rest = bytes;
	int status = 0;

	buf_clear(reply);
	buf_add(reply, "", 0);
	*closed = false;
	if (connect(fd, (struct sockaddr *)&name, sizeof(name)) != 0) {
		close(fd);
		return 0;
	}
	while (len > 0) {
		ssize_t sent = send(fd, rest, len, MSG_NOSIGNAL);
		if (sent <= 0)
			break;
		rest += sent;
		len -= (size_t)sent;
	}
	for (struct pollfd poll_fd = {fd, POLLIN, 0}; poll(&poll_fd, 1, patience) == 1;) {
		ssize_t got = read(fd, buf_room(reply, 65536), 65536);
		*closed = got <= 0;
		if (got <= 0)
			break;
		reply->len += (size_t)got;
		reply->data[reply->len] = '\0';
	}
	close(fd);
	if (sscanf(reply->data, "HTTP/1.%*d %d", &status) != 1)
		status = 0;
	return status;
}

int
test_http(int port, const char *method, const char *target, const char *headers, const char *body, struct buf *reply)
{
	struct buf request = {0};
	bool closed;

	buf_add_format(&request, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s", method, target, headers);
	if (body != NULL)
		buf_add_format(&request, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
	else
		buf_add_text(&request, "\r\n");
	int status = test_http_raw(port, request.data, request.len, 20000, reply, &closed);
	buf_release(&request);
	return status;
}

const char *
test_http_body(const struct buf *reply)
{
	const char *empty = strstr(reply->data, "\r\n\r\n");
	return empty ? empty + 4 : "";
}
