/*
 * post.h - one POST, waited for: for witnesses and time-stamp authorities, never for people's messages.
 *
 * No redirects, no reuse, at most 5 seconds and 64 KiB of answer; the proxy
 * settings of the environment do not count.
 */
#ifndef BASE_POST_H
#define BASE_POST_H

#include "base/buf.h"
#include "base/err.h"

/* reply is cleared first.  ERR_RETRY: no answer came; any HTTP status is an answer. */
bool post(const char *url, const char *content_type, struct view body, int *status, struct buf *reply,
    struct err *err) warn_unused;

#endif
