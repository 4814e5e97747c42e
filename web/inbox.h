/*
 * inbox.h - webhooks as they came, written in batches.
 *
 * What arrives in one turn of the loop becomes one statement, one commit and
 * one notification; each sender is answered after the commit and not before,
 * so that what we have taken is never lost (P5).
 */
#ifndef WEB_INBOX_H
#define WEB_INBOX_H

#include "web/hooks.h"
#include "web/route.h"

struct inbox;

struct inbox *inbox_new(struct site *site);
void *inbox_free(struct inbox *inbox);
/* Takes the request over: it is replied to when the batch is committed, or with 503. */
void inbox_add(struct inbox *inbox, struct call *call, const struct hook *hook, const char *path);
void inbox_flush(struct inbox *inbox);
int64_t inbox_batches(const struct inbox *inbox);
int64_t inbox_count(const struct inbox *inbox);		/* written since the start */

#endif
