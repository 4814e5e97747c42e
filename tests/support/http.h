/* http.h - raw bytes to a port of this machine, and what comes back. */
#ifndef TESTS_SUPPORT_HTTP_H
#define TESTS_SUPPORT_HTTP_H

#include "base/buf.h"

/*
 * Sends the bytes and reads until the other side closes or is silent for
 * `patience` milliseconds.  Returns the status of the first reply, 0 when none came.
 */
int test_http_raw(int port, const void *bytes, size_t len, int patience, struct buf *reply, bool *closed);
/* One whole request with Connection: close; body may be NULL. headers: "Name: value\r\n" lines. */
int test_http(int port, const char *method, const char *target, const char *headers, const char *body,
    struct buf *reply);
const char *test_http_body(const struct buf *reply);	/* after the empty line */

#endif
